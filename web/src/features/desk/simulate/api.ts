import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Answer } from '@/api/answer';
import { API_PREFIX } from '@/api/client';
import { ApiError, NetworkError, type ProblemBody } from '@/lib/problem';

export type Simulation = Answer<'/measures/simulate', 'post'>;
export type Group = Simulation['by_division'][number];
export type Movable = Simulation['thresholds'][number];
export type Curve = Answer<'/measures/simulate/threshold', 'post'>;

/** Sends JSON as it is written: a draft must not go through a parser here. */
async function post<T>(path: string, text: string, signal: AbortSignal): Promise<T> {
  let response: Response;
  try {
    response = await fetch(`${API_PREFIX}${path}`, {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'Content-Type': 'application/json' },
      body: text,
      signal,
    });
  } catch (cause) {
    if (signal.aborted) throw cause;
    throw new NetworkError(false, cause);
  }
  const answer: unknown = await response.json().catch(() => ({}));
  if (response.ok) return answer as T;
  const id = response.headers.get('X-Request-Id') ?? '';
  throw new ApiError(response.status, answer as ProblemBody, id);
}

export interface Asked {
  definition: string;
  against: string | undefined;
  /** The letter of the section of industries that is divided further. */
  section: string;
}

export const simulationQuery = ({ definition, against, section }: Asked) =>
  queryOptions({
    queryKey: ['simulate', definition, against ?? '', section],
    queryFn: ({ signal }) => {
      const query = new URLSearchParams();
      if (against) query.set('against', against);
      if (section) query.set('industry', section);
      return post<Simulation>(`/measures/simulate?${query}`, definition, signal);
    },
    placeholderData: keepPreviousData,
    retry: false,
    gcTime: 60_000,
  });

export interface AskedCurve {
  definition: string;
  clause: string;
  from: string;
  to: string;
}

/** How many thresholds are tried. */
const POINTS = 40;

export const curveQuery = ({ definition, clause, from, to }: AskedCurve) =>
  queryOptions({
    queryKey: ['simulate', 'threshold', definition, clause, from, to],
    queryFn: ({ signal }) => {
      const rest = JSON.stringify({ clause, from, to, points: POINTS });
      const text = `{"definition":${definition},${rest.slice(1)}`;
      return post<Curve>('/measures/simulate/threshold', text, signal);
    },
    placeholderData: keepPreviousData,
    retry: false,
    gcTime: 60_000,
  });
