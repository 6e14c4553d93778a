import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import type { Clause, ConditionNode } from '@/lib/clause';
import { ClauseTree } from './ClauseTree';

const leaf = (words: string, more: Partial<Clause> = {}): ConditionNode => ({
  kind: 'clause',
  clause: { id: words, words, quote: `关于${words}的规定`, ...more },
});

const item = (words: string) => {
  const found = screen.getByText(words).closest('li');
  if (!found) throw new Error(`no item for ${words}`);
  return within(found);
};

describe('the tree of clauses', () => {
  it('says in words how each group is to be met', () => {
    render(
      <ClauseTree
        node={{
          kind: 'all',
          children: [
            leaf('注册地在本区'),
            { kind: 'any', children: [leaf('制造业'), leaf('软件业')] },
            { kind: 'at_least', k: 2, children: [leaf('甲'), leaf('乙'), leaf('丙')] },
            { kind: 'not', children: [leaf('列入失信名单')] },
          ],
        }}
      />,
    );
    for (const words of [
      '以下条件须全部满足',
      '以下满足任意一项即可',
      '以下至少满足 2 项',
      '不能有以下情形',
    ]) {
      expect(screen.getByText(words)).toBeTruthy();
    }
    expect(item('制造业').getByText('关于制造业的规定')).toBeTruthy();
    expect(screen.queryByText('满足')).toBeNull();
  });

  it('turns the words of a group round under a "not"', () => {
    render(
      <ClauseTree
        node={{ kind: 'not', children: [{ kind: 'any', children: [leaf('失信'), leaf('异常')] }] }}
      />,
    );
    expect(screen.getByText('以下情形一项都不能有')).toBeTruthy();
    expect(screen.queryByText('以下满足任意一项即可')).toBeNull();
  });

  it('shows the fact, where it comes from, what is asked and how far off it is', () => {
    render(
      <ClauseTree
        node={leaf('研发投入占比不低于 5%', {
          value: 'false',
          fact: { key: 'rd', label: '研发费用', period: '2025', display: '60 万元' },
          source: '税务部门',
          as_of: '2026-03-31',
          tier_label: '部门数据',
          threshold: '不低于 5%',
          gap: '还差 2.4 个百分点',
        })}
      />,
    );
    const clause = item('研发投入占比不低于 5%');
    expect(clause.getByText('不满足')).toBeTruthy();
    expect(clause.getByText('2025 年度研发费用 60 万元')).toBeTruthy();
    expect(clause.getByText('税务部门 · 截至2026年3月31日 · 部门数据')).toBeTruthy();
    expect(clause.getByText('还差 2.4 个百分点')).toBeTruthy();
  });

  it('says of a forbidden circumstance that it is not there', () => {
    render(
      <ClauseTree node={{ kind: 'not', children: [leaf('列入失信名单', { value: 'false' })] }} />,
    );
    expect(item('列入失信名单').getByText('没有此情形')).toBeTruthy();
  });

  it('raises no alarm over a branch that is not needed, nor asks for its facts', () => {
    const missing = [{ key: 'org', label: '研发机构' }];
    render(
      <ClauseTree
        node={{
          kind: 'any',
          children: [
            leaf('高新技术企业', { value: 'true' }),
            leaf('有研发机构', { value: 'unknown', missing }),
          ],
        }}
        onSupply={() => undefined}
      />,
    );
    expect(item('有研发机构').getByText('不影响结论')).toBeTruthy();
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('offers to supply what is missing', async () => {
    const missing = { key: 'rd_expense', label: '研发费用', period: '2025' };
    const onSupply = vi.fn();
    render(
      <ClauseTree
        node={leaf('研发占比', { value: 'unknown', missing: [missing] })}
        onSupply={onSupply}
      />,
    );
    await userEvent.click(screen.getByRole('button', { name: '补充 2025 年度研发费用' }));
    expect(onSupply).toHaveBeenCalledWith(missing);
  });
});
