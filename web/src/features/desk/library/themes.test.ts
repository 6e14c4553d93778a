import { expect, test } from 'vitest';
import { added, moved, removed, walk } from './themes';

const tree = [
  { code: 'a', parent: '', label: '资金' },
  { code: 'b', parent: '', label: '人才' },
  { code: 'a1', parent: 'a', label: '补助' },
  { code: 'a2', parent: 'a', label: '税费' },
];

test('the tree is shown with each theme before what is under it', () => {
  expect(walk(tree).map(({ path, depth }) => `${depth} ${path}`)).toEqual([
    '0 资金',
    '1 资金 › 补助',
    '1 资金 › 税费',
    '0 人才',
  ]);
  expect(walk(tree)[0]).toMatchObject({ first: true, last: false, leaf: false });
});

test('a theme moves only among those beside it', () => {
  expect(walk(moved(tree, 'a2', -1)).map(({ term }) => term.code)).toEqual(['a', 'a2', 'a1', 'b']);
  expect(moved(tree, 'b', 1)).toBe(tree);
});

test('a new theme stands under the one it was added to, with a code that the server takes', () => {
  const more = added(tree, 'b', '新主题');
  expect(walk(more).at(-1)).toMatchObject({ depth: 1, path: '人才 › 新主题', leaf: true });
  expect(more.at(-1)?.code).toMatch(/^[a-z0-9-]{1,40}$/);
  expect(removed(more, more.at(-1)?.code ?? '')).toEqual(tree);
});
