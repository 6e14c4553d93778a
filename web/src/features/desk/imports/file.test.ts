import { describe, expect, it } from 'vitest';
import { enterpriseColumns, factColumns } from '@/messages/zh-CN/deskColumns';
import { MAX_BYTES, refusal } from './file';
import { templateText } from './template';

describe('a file that is chosen', () => {
  it.each([
    ['企业名录.csv', 10, null],
    ['企业名录.XLSX', 10, null],
    ['企业名录.xls', 10, 'upload.bad.xls'],
    ['企业名录.pdf', 10, 'upload.bad.type'],
    ['企业名录.csv', 0, 'upload.bad.empty'],
    ['企业名录.csv', MAX_BYTES + 1, 'upload.bad.size'],
  ])('named %s with %d bytes is refused for %s', (name, size, reason) => {
    expect(refusal({ name, size })).toBe(reason);
  });
});

describe('a template', () => {
  it('begins with a mark by which spreadsheets know the encoding', () => {
    expect(templateText(enterpriseColumns).charCodeAt(0)).toBe(0xfeff);
  });

  it('has as many cells in its example as in its header', () => {
    for (const columns of [enterpriseColumns, factColumns]) {
      const [header, example] = templateText(columns).slice(1).split('\r\n');
      expect(header?.split(',')).toHaveLength(columns.length);
      expect(example?.split(',')).toHaveLength(columns.length);
    }
  });

  it('puts cells with commas and quotes into quotes', () => {
    const column = { name: 'a,"b"', also: [], required: false, note: '', example: '1' };
    expect(templateText([column])).toBe('\uFEFF"a,""b"""\r\n1\r\n');
  });
});
