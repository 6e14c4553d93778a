import { expect, it } from 'vitest';
import type { EnterpriseFact } from './api';
import { statementsOf } from './facts';

const fact = (id: string, key: string, period: string, strongest: boolean): EnterpriseFact => ({
  id,
  key,
  label: key,
  period,
  value: '1',
  display: '1',
  source: '税务部门',
  as_of: '',
  tier: 'T0',
  tier_label: '部门数据',
  from: '',
  to: '',
  valid: true,
  evidence: '',
  recorded_by: '',
  disputed: false,
  strongest,
});

it('shows each fact once: the one that counts, and under it the others', () => {
  const statements = statementsOf([
    fact('1', 'revenue', '2024', true),
    fact('2', 'revenue', '2025', false),
    fact('3', 'revenue', '2025', true),
    fact('4', 'staff', '', true),
  ]);
  expect(statements.map(({ used, others }) => [used.id, others.map((one) => one.id)])).toEqual([
    ['3', ['2']],
    ['1', []],
    ['4', []],
  ]);
});

it('still shows what was said when nothing of it counts any more', () => {
  const [statement] = statementsOf([fact('1', 'revenue', '2025', false)]);
  expect(statement?.used.id).toBe('1');
});
