import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isCatchAll } from './check';

interface Case {
  words: string;
  catch_all: boolean;
}

// The gate on the server is held to the same table.
const cases = JSON.parse(
  readFileSync(
    new URL('../../../../../internal/policy/definition/testdata/catch_all.json', import.meta.url),
    'utf8',
  ),
) as Case[];

describe('a material that leaves open what to hand in', () => {
  it.each(cases.map((one) => [one.words, one.catch_all] as const))('%s: %s', (words, found) => {
    expect(isCatchAll(words)).toBe(found);
  });
});
