import { type SharedKey, t } from '@/messages/shared';

/** One refused field: where it is in the request, and what to do about it. */
export interface FieldProblem {
  location: string;
  message: string;
}

/** What the server says in application/problem+json (RFC 9457). */
export interface ProblemBody {
  status?: number;
  code?: string;
  detail?: string;
  request_id?: string;
  errors?: Array<{ location?: string; message?: string }> | null;
}

/** An answer of the server that is not a success. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly requestId: string;
  readonly fields: FieldProblem[];

  constructor(status: number, body: ProblemBody, requestId = '') {
    super(body.detail ?? '');
    this.name = 'ApiError';
    this.status = status;
    this.code = body.code ?? '';
    this.requestId = body.request_id ?? requestId;
    this.fields = (body.errors ?? []).map((e) => ({
      location: e.location ?? '',
      message: e.message ?? '',
    }));
  }
}

/** No answer at all: the network is down, or it took too long. */
export class NetworkError extends Error {
  readonly timedOut: boolean;

  constructor(timedOut: boolean, cause?: unknown) {
    super(timedOut ? 'timeout' : 'offline', { cause });
    this.name = 'NetworkError';
    this.timedOut = timedOut;
  }
}

export type ProblemKind =
  | 'offline'
  | 'timeout'
  | 'unauthenticated'
  | 'forbidden'
  | 'notFound'
  | 'conflict'
  | 'stale'
  | 'invalid'
  | 'tooMany'
  | 'unavailable'
  | 'internal';

/** What a person can do about it. */
export type Remedy = 'retry' | 'login' | 'home' | 'reload' | 'mend';

/** An error in words for the person in front of the screen. */
export interface Notice {
  kind: ProblemKind;
  title: string;
  text: string;
  requestId: string;
  remedy: Remedy;
}

const KIND_OF_STATUS: Readonly<Record<number, ProblemKind>> = {
  400: 'invalid',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'notFound',
  409: 'conflict',
  412: 'stale',
  413: 'invalid',
  415: 'invalid',
  422: 'invalid',
  429: 'tooMany',
  502: 'unavailable',
  503: 'unavailable',
  504: 'unavailable',
};

const REMEDY: Readonly<Record<ProblemKind, Remedy>> = {
  offline: 'retry',
  timeout: 'retry',
  unauthenticated: 'login',
  forbidden: 'home',
  notFound: 'home',
  conflict: 'mend',
  stale: 'reload',
  invalid: 'mend',
  tooMany: 'retry',
  unavailable: 'retry',
  internal: 'retry',
};

export function problemKind(error: unknown): ProblemKind {
  if (error instanceof NetworkError) return error.timedOut ? 'timeout' : 'offline';
  if (error instanceof ApiError) return KIND_OF_STATUS[error.status] ?? 'internal';
  return 'internal';
}

/**
 * Says any error in Chinese. The server's own sentence wins where it is meant
 * for people; faults inside the program never show their cause.
 */
export function describeProblem(error: unknown): Notice {
  const kind = problemKind(error);
  const titleKey: SharedKey = `error.${kind}.title`;
  const textKey: SharedKey = `error.${kind}.text`;
  const own = error instanceof ApiError && kind !== 'internal' ? error.message : '';
  return {
    kind,
    title: t(titleKey),
    text: own || t(textKey),
    requestId: error instanceof ApiError ? error.requestId : '',
    remedy: REMEDY[kind],
  };
}

/**
 * The message for one form field, found by the last part of its location
 * (`body.value` and `value` both mean the field `value`).
 */
export function fieldProblem(error: unknown, field: string): string {
  if (!(error instanceof ApiError)) return '';
  const hit = error.fields.find((f) => f.location.split('.').at(-1) === field);
  return hit?.message ?? '';
}

/** Trying again by itself helps only where the first try may not have arrived. */
export function worthRetrying(error: unknown): boolean {
  const kind = problemKind(error);
  return kind === 'offline' || kind === 'timeout' || kind === 'unavailable';
}
