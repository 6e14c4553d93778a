import { expect, it } from 'vitest';
import { draftsIn } from './draft';

function memory(): Storage {
  const kept = new Map<string, string>();
  return {
    length: 0,
    clear: () => kept.clear(),
    key: () => null,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, text) => void kept.set(key, text),
    removeItem: (key) => void kept.delete(key),
  };
}

it('a draft is kept until it is dropped', () => {
  const drafts = draftsIn(memory());
  drafts.save('fact', '260');
  expect(drafts.load('fact')).toBe('260');
  expect(drafts.load('other')).toBe('');
  drafts.drop('fact');
  expect(drafts.load('fact')).toBe('');
});

it('a browser that forbids storage loses drafts and nothing else', () => {
  const refuse = () => {
    throw new DOMException('denied', 'SecurityError');
  };
  const drafts = draftsIn({ ...memory(), getItem: refuse, setItem: refuse, removeItem: refuse });
  drafts.save('fact', '260');
  drafts.drop('fact');
  expect(drafts.load('fact')).toBe('');
  expect(draftsIn(undefined).load('fact')).toBe('');
});
