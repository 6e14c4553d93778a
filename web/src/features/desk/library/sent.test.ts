import { expect, test } from 'vitest';
import { sentOf } from './sent';

const at = (path: string) => {
  const file = new File(['x'], path.split('/').pop() ?? '');
  Object.defineProperty(file, 'webkitRelativePath', { value: path.includes('/') ? path : '' });
  return file;
};

test('a folder is sent by names from below it, without what is no policy', () => {
  const names = sentOf([
    at('政策/市/办法(2024-01-01).md'),
    at('政策/市/办法(2019-01-01).md'),
    at('政策/index.csv'),
    at('政策/.DS_Store'),
    at('政策/README.md'),
    at('政策/~$办法.docx'),
  ]).map(({ name }) => name);
  expect(names).toEqual(['市/办法(2019-01-01).md', '市/办法(2024-01-01).md']);
});

test('files chosen one by one keep their names', () => {
  expect(sentOf([at('乙.pdf'), at('甲.zip')]).map(({ name }) => name)).toEqual([
    '乙.pdf',
    '甲.zip',
  ]);
});
