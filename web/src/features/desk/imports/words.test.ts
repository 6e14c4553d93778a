import { describe, expect, it } from 'vitest';
import type { Import } from './api';
import { outcomeLine, outcomeSentences, sizeWords } from './words';

const counts = {
  rows: 1000,
  accepted: 997,
  created: 900,
  updated: 50,
  unchanged: 47,
  warned: 12,
  refused: 3,
};

const one = (state: Import['state'], more: Partial<Import> = {}): Import => ({
  id: '1',
  kind: 'enterprises',
  filename: 'a.csv',
  state,
  ...counts,
  capital_parsed: 0,
  district_found: 0,
  problem_count: 0,
  seconds: 1,
  created_at: '2026-11-21T00:00:00Z',
  by: '周示例',
  message: '',
  notes: [],
  ...more,
});

describe('the outcome of an import in sentences', () => {
  it('says every count that is something', () => {
    expect(outcomeSentences(counts)).toEqual([
      '共 1,000 行，导入 997 行：新增 900，更新 50，没有变化 47。',
      '其中 12 行有提醒，已照样导入，请核对。',
      '有 3 行没有导入，原因见下表；改好后把整个文件再导入一次即可，不会重复。',
    ]);
  });

  it('does not mention counts that are nothing', () => {
    expect(
      outcomeSentences({
        ...counts,
        accepted: 1000,
        created: 0,
        updated: 0,
        unchanged: 1000,
        warned: 0,
        refused: 0,
      }),
    ).toEqual(['共 1,000 行，导入 1,000 行：没有变化 1,000。', '没有发现问题。']);
  });

  it('says that nothing could be imported', () => {
    const none = { ...counts, accepted: 0, created: 0, updated: 0, unchanged: 0, warned: 0 };
    expect(outcomeSentences({ ...none, rows: 3, refused: 3 })[0]).toBe(
      '共 3 行，没有一行可以导入。',
    );
    expect(outcomeSentences({ ...none, rows: 0, refused: 0 })).toEqual([
      '文件里只有表头，没有内容。',
    ]);
  });
});

describe('an import in one line', () => {
  it('tells what matters', () => {
    expect(outcomeLine(one('done'))).toBe('导入 997 行，3 行没有导入，12 行有提醒');
    expect(outcomeLine(one('running'))).toBe('');
    expect(outcomeLine(one('refused', { message: '表头缺少企业名称。' }))).toBe(
      '表头缺少企业名称。',
    );
  });
});

it.each([
  [0, '0 B'],
  [2048, '2 KB'],
  [44_040_192, '42.0 MB'],
])('a file of %d bytes has %s', (bytes, words) => {
  expect(sizeWords(bytes)).toBe(words);
});
