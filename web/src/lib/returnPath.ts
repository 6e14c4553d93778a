/**
 * The page to open after login, as it stands in `?next=`. Only a path inside
 * the same face is followed, so that no link can send a person who has just
 * logged in to somebody else's site.
 */
export function safeReturnPath(next: unknown, base: string): string {
  if (typeof next !== 'string' || !/^\/(?![/\\])/.test(next)) return base;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: browsers drop them while parsing, "/\t/host" would leave the site
  if (/[\u0000-\u001f\\]/.test(next)) return base;
  const path = next.split(/[?#]/)[0] ?? '';
  const inside = path === base || path.startsWith(base.endsWith('/') ? base : `${base}/`);
  const isLogin = path.replace(/\/$/, '').endsWith('/login');
  return inside && !isLogin && !path.split('/').includes('..') ? next : base;
}
