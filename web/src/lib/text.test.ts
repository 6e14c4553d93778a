import { expect, it } from 'vitest';
import { factDisplay, factName, spaced } from './text';

it('a space stands between Chinese and digits, once', () => {
  expect(spaced('补充2025 年度研发费用')).toBe('补充 2025 年度研发费用');
  expect(spaced('增长20%以上')).toBe('增长 20% 以上');
  expect(spaced(spaced('补充2025年'))).toBe(spaced('补充2025年'));
});

it('a value that is a day is said as a day', () => {
  expect(factDisplay('2017-02-01')).toBe('2017年2月1日');
  expect(factDisplay('2,300 万元')).toBe('2,300 万元');
});

it('a fact is named with its year where it has one', () => {
  expect(factName({ label: '研发费用', period: '2025' })).toBe('2025 年度研发费用');
  expect(factName({ label: '注册地' })).toBe('注册地');
});
