import { describe, expect, it } from 'vitest';
import { type CodeEntry, liesUnder, pathTo } from './codes';

const entry = (code: string, name: string, has_children = true): CodeEntry => ({
  code,
  name,
  has_children,
});

const divisions: Record<string, CodeEntry[]> = {
  '': [entry('370000000000', '山东省'), entry('390000000000', '东屿省')],
  '390000000000': [entry('390100000000', '霁川市')],
  '390100000000': [entry('390102000000', '望渚区')],
  '390102000000': [entry('390102003000', '听松街道')],
  '390102003000': [entry('390102003006', '鹤鸣社区')],
  '390102003006': [entry('390102003006002', '第二网格', false)],
};
const children = (parent: string) => Promise.resolve(divisions[parent] ?? []);

describe('a branch of divisions', () => {
  it.each([
    ['370102001000', '370100', true],
    ['370102', '370000000000', true],
    ['390102003006002', '390102003006', true],
    ['390102003006002', '390102003000', true],
    ['370202', '370100', false],
    ['371002', '371000', true],
    ['371002', '370100', false],
  ])('holds %s under %s: %s', (code, ancestor, holds) => {
    expect(liesUnder('division', code, ancestor)).toBe(holds);
  });
});

describe('the way to a code', () => {
  it('goes down level by level', async () => {
    const path = await pathTo('division', '390102003006002', children);
    expect(path.map((one) => one.name)).toEqual([
      '东屿省',
      '霁川市',
      '望渚区',
      '听松街道',
      '鹤鸣社区',
      '第二网格',
    ]);
  });

  it('is empty for a code that the tree does not hold', async () => {
    expect(await pathTo('division', '390109', children)).toEqual([]);
    expect(await pathTo('division', '880000', children)).toEqual([]);
  });

  it('finds industries by the beginning of their code', async () => {
    const industries: Record<string, CodeEntry[]> = {
      '': [entry('C', '制造业'), entry('I', '信息传输')],
      I: [entry('I65', '软件业')],
      I65: [entry('I651', '软件开发')],
      I651: [entry('I6513', '应用软件开发', false)],
    };
    const path = await pathTo('industry', 'I6513', (parent) =>
      Promise.resolve(industries[parent] ?? []),
    );
    expect(path.map((one) => one.code)).toEqual(['I', 'I65', 'I651', 'I6513']);
  });
});
