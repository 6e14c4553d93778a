import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { Answer } from '@/api/answer';
import { body, client } from '@/api/client';
import type { components } from '@/api/schema';

export type Thresholds = Answer<'/appeal-thresholds'>;
export type Limit = components['schemas']['ThresholdLimitBody'];
export type Limits = components['schemas']['ThresholdLimitsBody'];
export type Draft = components['schemas']['ThresholdDraftBody'];
export type Edition = components['schemas']['ThresholdEditionBody'];
export type FieldView = components['schemas']['ThresholdFieldBody'];
export type Trial = components['schemas']['ThresholdTrialBody'];
export type Bar = components['schemas']['ThresholdBarBody'];

const THRESHOLDS = 'appeal-thresholds';

export const thresholdsQuery = queryOptions({
  queryKey: [THRESHOLDS, 'all'],
  queryFn: ({ signal }) => body(client.GET('/appeal-thresholds', { signal })),
});

/** What limits would have made of the cases of the last days. */
export const trialQuery = (limits: Limits | undefined) =>
  queryOptions({
    queryKey: [THRESHOLDS, 'trial', limits],
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

/** After any of these, all that is shown of thresholds is asked for anew. */
function useThresholdMutation<I, O>(mutationFn: (input: I) => Promise<O>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn,
    onSettled: () => queries.invalidateQueries({ queryKey: [THRESHOLDS] }),
  });
}

export const useAsk = () =>
  useThresholdMutation((form: { limits: Limits; from?: string; reason: string }) =>
    body(client.POST('/appeal-threshold-drafts', { body: form })),
  );

const seen = ({ id, version }: Draft) => ({
  path: { id },
  header: { 'If-Match': `"${version}"` },
});

export const useApprove = () =>
  useThresholdMutation((draft: Draft) =>
    body(client.POST('/appeal-threshold-drafts/{id}/approve', { params: seen(draft) })),
  );

export const useWithdraw = () =>
  useThresholdMutation((draft: Draft) =>
    body(client.POST('/appeal-threshold-drafts/{id}/withdraw', { params: seen(draft) })),
  );

export const useRefuse = (draft: Draft) =>
  useThresholdMutation((words: string) =>
    body(
      client.POST('/appeal-threshold-drafts/{id}/refuse', {
        params: seen(draft),
        body: { words },
      }),
    ),
  );
