/** Characters that stay beside what differs, so that one sees where it stands. */
const AROUND = 24;

export interface Difference {
  before: string;
  differs: string;
  after: string;
}

/**
 * What a text says otherwise than another one, between what both begin and end
 * with. Of a long beginning and end only what is next to it is kept.
 */
export function difference(text: string, other: string): Difference {
  const [mine, theirs] = [[...text], [...other]];
  let head = 0;
  while (head < mine.length && head < theirs.length && mine[head] === theirs[head]) head += 1;
  let tail = 0;
  const most = Math.min(mine.length, theirs.length) - head;
  while (tail < most && mine.at(-1 - tail) === theirs.at(-1 - tail)) tail += 1;
  const before = mine.slice(0, head);
  const after = mine.slice(mine.length - tail);
  return {
    before: before.length > 2 * AROUND ? `…${before.slice(-AROUND).join('')}` : before.join(''),
    differs: mine.slice(head, mine.length - tail).join(''),
    after: after.length > 2 * AROUND ? `${after.slice(0, AROUND).join('')}…` : after.join(''),
  };
}
