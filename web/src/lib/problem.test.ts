import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ApiError, describeProblem, fieldProblem, NetworkError, worthRetrying } from './problem';

describe('an error in words', () => {
  it.each([
    [401, 'unauthenticated', 'login'],
    [403, 'forbidden', 'home'],
    [404, 'notFound', 'home'],
    [409, 'conflict', 'mend'],
    [412, 'stale', 'reload'],
    [422, 'invalid', 'mend'],
    [429, 'tooMany', 'retry'],
    [500, 'internal', 'retry'],
    [503, 'unavailable', 'retry'],
  ] as const)('of status %i is %s, remedy %s', (status, kind, remedy) => {
    const notice = describeProblem(new ApiError(status, { request_id: 'r-1' }));
    expect(notice).toMatchObject({ kind, remedy, requestId: 'r-1' });
  });

  it('uses the sentence of the server', () => {
    const error = new ApiError(422, { detail: '注册资本不能是负数。' });
    expect(describeProblem(error).text).toBe('注册资本不能是负数。');
  });

  it('never shows what went wrong inside', () => {
    const error = new ApiError(500, { detail: 'pq: relation "x" does not exist' });
    expect(describeProblem(error).text).not.toContain('relation');
    expect(describeProblem(new Error('undefined is not a function')).text).not.toContain(
      'undefined',
    );
  });

  it('keeps the request number of the header when the body has none', () => {
    expect(describeProblem(new ApiError(502, {}, 'r-9')).requestId).toBe('r-9');
  });

  it('is in Chinese for every status and every thrown thing', () => {
    const thrown = fc.oneof(
      fc.integer({ min: 400, max: 599 }).map((status) => new ApiError(status, {})),
      fc.boolean().map((timedOut) => new NetworkError(timedOut)),
      fc.anything(),
    );
    fc.assert(
      fc.property(thrown, (error) => {
        const notice = describeProblem(error);
        expect(notice.title).toMatch(/^[\u4e00-\u9fff，]+$/);
        expect(notice.text).toMatch(/。$/);
      }),
    );
  });
});

it('the message of a field is found by the end of its location', () => {
  const error = new ApiError(422, {
    errors: [
      { location: 'body.value', message: '不能是负数' },
      { location: 'body.as_of', message: '格式不正确' },
    ],
  });
  expect(fieldProblem(error, 'value')).toBe('不能是负数');
  expect(fieldProblem(error, 'of')).toBe('');
  expect(fieldProblem(new Error(), 'value')).toBe('');
});

it('only what may not have arrived is tried again', () => {
  expect(worthRetrying(new NetworkError(false))).toBe(true);
  expect(worthRetrying(new ApiError(503, {}))).toBe(true);
  expect(worthRetrying(new ApiError(404, {}))).toBe(false);
  expect(worthRetrying(new ApiError(429, {}))).toBe(false);
  expect(worthRetrying(new ApiError(500, {}))).toBe(false);
});
