import { expect, it } from 'vitest';
import { attachmentName, queryText } from './download';

it.each([
  ["attachment; filename*=utf-8''%E4%BC%81%E4%B8%9A%E5%90%8D%E5%8D%95.xlsx", '企业名单.xlsx'],
  ['attachment; filename="a.xlsx"; filename*=UTF-8\'\'b.xlsx', 'b.xlsx'],
  ['attachment; filename="report.json"', 'report.json'],
  ['attachment; filename=report.json', 'report.json'],
  ["attachment; filename*=utf-8''%E4%", ''],
  ['', ''],
])('the file of %s is named %s', (header, name) => {
  expect(attachmentName(header)).toBe(name);
});

it('asks for exactly what is filtered', () => {
  expect(queryText({ q: '传感', status: undefined, sort: '' })).toBe('?q=%E4%BC%A0%E6%84%9F');
  expect(queryText({})).toBe('');
});
