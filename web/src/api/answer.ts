import type { paths } from './schema';

type Success<R> = R extends { 200: infer A }
  ? A
  : R extends { 201: infer A }
    ? A
    : R extends { 202: infer A }
      ? A
      : never;

type Responses<P extends keyof paths, M extends string> =
  paths[P] extends Record<M, infer O> ? (O extends { responses: infer R } ? R : never) : never;

/** The body of an operation's success, named by path and method. */
export type Answer<P extends keyof paths, M extends 'get' | 'post' = 'get'> =
  Success<Responses<P, M>> extends { content: { 'application/json': infer B } } ? B : never;

/** One row of an operation that answers with a list. */
export type RowOf<P extends keyof paths> =
  Answer<P> extends { items?: infer L }
    ? NonNullable<L> extends Array<infer T>
      ? T
      : never
    : never;

/** What an operation may be asked for in the address. */
export type Asked<P extends keyof paths> =
  paths[P] extends Record<'get', infer O>
    ? O extends { parameters: { query?: infer Q } }
      ? NonNullable<Q>
      : never
    : never;
