import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { prettyJson } from './json';

describe('a definition with line breaks', () => {
  it('means the same as before', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value);
        expect(JSON.parse(prettyJson(text))).toEqual(JSON.parse(text));
      }),
    );
  });

  it('keeps every digit of a number', () => {
    expect(prettyJson('{"a":12345678901234567890.10}')).toBe(
      '{\n  "a": 12345678901234567890.10\n}',
    );
  });

  it('leaves empty lists and what is in quotes alone', () => {
    expect(prettyJson('{"a":[],"b":"x,{y}: \\"z\\""}')).toBe(
      '{\n  "a": [],\n  "b": "x,{y}: \\"z\\""\n}',
    );
  });

  it('shows text that is no JSON as it is', () => {
    expect(prettyJson('{"a":')).toBe('{"a":');
  });
});
