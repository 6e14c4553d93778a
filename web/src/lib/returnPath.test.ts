import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { safeReturnPath } from './returnPath';

describe('the page to return to after login', () => {
  it.each(['/my/9133/measures/rd', '/my', '/my?x=1#top'])('%s is followed', (next) => {
    expect(safeReturnPath(next, '/my')).toBe(next);
  });

  it.each([
    'https://evil.example/my',
    '//evil.example/my',
    '/\\evil.example',
    '/\t/evil.example',
    '/my/../desk',
    '/mysite',
    '/desk',
    '/my/login',
    '/my/login?next=/my/login',
    'javascript:alert(1)',
    '',
    7,
    undefined,
  ])('%s is not', (next) => {
    expect(safeReturnPath(next, '/my')).toBe('/my');
  });

  it('never leaves the site or the face', () => {
    const nasty = fc.oneof(
      fc.string(),
      fc.webUrl(),
      fc
        .array(
          fc.constantFrom('/', '\\', '.', '..', 'my', '\t', '\n', ':', '@', 'x', '%2f', '?', '#'),
        )
        .map((parts) => parts.join('')),
      fc.string().map((tail) => `/my/${tail}`),
    );
    fc.assert(
      fc.property(nasty, (next) => {
        const url = new URL(safeReturnPath(next, '/my'), 'https://yikou.example');
        expect(url.origin).toBe('https://yikou.example');
        expect(url.pathname === '/my' || url.pathname.startsWith('/my/')).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});
