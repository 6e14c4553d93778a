import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Answer } from '@/api/answer';
import { body, client } from '@/api/client';
import type { components } from '@/api/schema';
import { type Act, seen, useChange } from '../drafts/deciding';

export type Thresholds = Answer<'/appeal-thresholds'>;
export type Limit = components['schemas']['ThresholdLimitBody'];
export type Limits = components['schemas']['ThresholdLimitsBody'];
export type Draft = components['schemas']['ThresholdDraftBody'];
export type Edition = components['schemas']['ThresholdEditionBody'];
export type FieldView = components['schemas']['ThresholdFieldBody'];
export type Trial = components['schemas']['ThresholdTrialBody'];
export type Bar = components['schemas']['ThresholdBarBody'];

export const THRESHOLDS = ['appeal-thresholds'];

export const thresholdsQuery = queryOptions({
  queryKey: [...THRESHOLDS, 'all'],
  queryFn: ({ signal }) => body(client.GET('/appeal-thresholds', { signal })),
});

/** What limits would have made of the cases of the last days. */
export const trialQuery = (limits: Limits | undefined) =>
  queryOptions({
    queryKey: [...THRESHOLDS, 'trial', limits],
    queryFn: ({ signal }) =>
      body(
        client.POST('/appeal-threshold-trials', {
          body: { limits: limits as Limits },
          signal,
        }),
      ),
    enabled: limits !== undefined,
    placeholderData: keepPreviousData,
  });

export const useAsk = () =>
  useChange(THRESHOLDS, (form: { limits: Limits; from?: string; reason: string }) =>
    body(client.POST('/appeal-threshold-drafts', { body: form })),
  );

export const decide = (draft: Draft, act: Act, words: string): Promise<Draft> => {
  const params = seen(draft);
  if (act === 'approve')
    return body(client.POST('/appeal-threshold-drafts/{id}/approve', { params }));
  if (act === 'withdraw')
    return body(client.POST('/appeal-threshold-drafts/{id}/withdraw', { params }));
  return body(client.POST('/appeal-threshold-drafts/{id}/refuse', { params, body: { words } }));
};
