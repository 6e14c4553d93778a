import { describe, expect, it } from 'vitest';
import { progressWords, resultPath, secondsWords } from './words';

describe('a task in words', () => {
  it('says how far it is', () => {
    expect(progressWords({ state: 'running', done: 12000, total: 40000 })).toBe(
      '12,000 / 40,000（30%）',
    );
    expect(progressWords({ state: 'running', done: 12000, total: 0 })).toBe('已处理 12,000');
    expect(progressWords({ state: 'queued', done: 0, total: 0 })).toBe('');
  });

  it.each([
    [0.2, '不到 1 秒'],
    [1, '1 秒'],
    [59.4, '59 秒'],
    [59.6, '1 分钟'],
    [61, '1 分 1 秒'],
    [3600, '1 小时 0 分'],
    [7325, '2 小时 2 分'],
  ])('says %d seconds as %s', (seconds, words) => {
    expect(secondsWords(seconds)).toBe(words);
  });

  it.each([
    ['/desk/imports/1', '/imports/1'],
    ['/imports/1', '/imports/1'],
    ['', null],
    ['/api/v1/imports/1/report', null],
    ['https://elsewhere.example/', null],
    ['//elsewhere.example/', null],
  ])('leads from %s to %s', (url, path) => {
    expect(resultPath({ result_url: url })).toBe(path);
  });
});
