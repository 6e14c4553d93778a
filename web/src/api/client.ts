import createClient from 'openapi-fetch';
import { ApiError, NetworkError, type ProblemBody } from '@/lib/problem';
import type { paths } from './schema';

/** Where the operations of the API live. */
export const API_PREFIX = '/api/v1';

/** Longest wait for an answer; uploads and exports go through their own requests. */
const TIMEOUT_MS = 30_000;

async function fetchInTime(request: Request): Promise<Response> {
  const controller = new AbortController();
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    controller.abort();
  }, TIMEOUT_MS);
  request.signal.addEventListener('abort', () => controller.abort(), { once: true });
  try {
    return await fetch(request, { signal: controller.signal });
  } catch (cause) {
    // A caller that cancelled its own request is not a network fault.
    if (request.signal.aborted) throw cause;
    throw new NetworkError(timedOut, cause);
  } finally {
    clearTimeout(timer);
  }
}

/** The one door to the server. Typed by api/openapi.yaml. */
export const client = createClient<paths>({
  baseUrl: `${globalThis.location?.origin ?? ''}${API_PREFIX}`,
  credentials: 'same-origin',
  fetch: fetchInTime,
});

interface Answer<T> {
  data?: T | undefined;
  error?: unknown;
  response: Response;
}

/** The body of a successful answer; anything else is thrown as an ApiError. */
export async function body<T>(answer: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await answer;
  if (response.ok) return data as T;
  throw new ApiError(response.status, asProblem(error), response.headers.get('X-Request-Id') ?? '');
}

/** Like {@link body}, with the version that a change must name (If-Match). */
export async function bodyWithVersion<T>(
  answer: Promise<Answer<T>>,
): Promise<{ value: T; version: string }> {
  const settled = await answer;
  const value = await body(Promise.resolve(settled));
  return { value, version: settled.response.headers.get('ETag') ?? '' };
}

/** A proxy in between may answer with a page of HTML instead of a problem. */
function asProblem(error: unknown): ProblemBody {
  return typeof error === 'object' && error !== null ? (error as ProblemBody) : {};
}
