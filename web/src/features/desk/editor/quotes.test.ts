import { describe, expect, it } from 'vitest';
import { naming, readCondition } from './model';
import { clauseOf, numberOf, paragraphsOf, quotesOf, tiedTo } from './quotes';

const text = '第一条 注册地在望渚区。上年度营业收入不超过2亿元；未失信。\n\n第二条 最高50万元';

describe('a text', () => {
  it('falls into sentences that know where they stand', () => {
    const sentences = paragraphsOf(text).flat();
    expect(sentences.map((one) => one.text)).toEqual([
      '第一条 注册地在望渚区。',
      '上年度营业收入不超过2亿元；',
      '未失信。',
      '第二条 最高50万元',
    ]);
    for (const { text: said, from } of sentences)
      expect(text.slice(from).startsWith(said)).toBe(true);
  });
});

describe('the quotes of clauses', () => {
  const root = readCondition(
    {
      all: [
        { id: 'a', quote: '注册地在望渚区' },
        { any: [{ id: 'b', quote: '未失信' }, { not: { id: 'c' } }] },
      ],
    },
    naming(),
  );
  const quotes = quotesOf(root);

  it('are numbered as the builder numbers its clauses', () => {
    expect(quotes.map((one) => [one.number, one.quote])).toEqual([
      ['1', '注册地在望渚区'],
      ['2.1', '未失信'],
    ]);
    expect(numberOf(root, clauseOf(root, 'c'))).toBe('2.2');
    expect(numberOf(root, 'none')).toBe('');
  });

  it('mark the sentences that hold them, whatever the stops', () => {
    expect(tiedTo('第一条 注册地在望渚区。', quotes).map((one) => one.number)).toEqual(['1']);
    expect(tiedTo('未失信。', quotes).map((one) => one.number)).toEqual(['2.1']);
    expect(tiedTo('第二条 最高50万元', quotes)).toEqual([]);
    expect(tiedTo('。', quotes)).toEqual([]);
  });
});
