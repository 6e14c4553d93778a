import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { serve, show } from '@/test/server';
import type { JsonObject } from '../editor/model';
import { DraftPanel } from './DraftPanel';
import { accepted, atFirst, type Draft, everything, kept, stretches, units } from './draft';

const TEXT = '𠮷市企业：成立满三年，高新技术企业或瞪羚企业，年产值达到标准。';

const leaf = (id: string): JsonObject => ({
  id,
  fact: 'status',
  op: '=',
  value: '存续',
  quote: '',
});

const quoted = (quote: string) => {
  const from = Array.from(TEXT.slice(0, TEXT.indexOf(quote))).length;
  return { quote, from, to: from + Array.from(quote).length };
};

const draft: Draft = {
  clauses: [
    {
      id: 'c1',
      node: leaf('c1'),
      group: '',
      kind: 'age',
      words: '成立满 3 年',
      ...quoted('成立满三年'),
      sure: 'high',
      note: '',
    },
    {
      id: 'c2',
      node: leaf('c2'),
      group: 'any-1',
      kind: 'qualification',
      words: '持有高新技术企业资质',
      ...quoted('高新技术企业'),
      sure: 'high',
      note: '',
    },
    {
      id: 'c3',
      node: leaf('c3'),
      group: 'any-1',
      kind: 'qualification',
      words: '持有瞪羚企业资质',
      ...quoted('瞪羚企业'),
      sure: 'low',
      note: '级别没有写进条件',
    },
  ],
  when: { all: [leaf('c1'), { any: [leaf('c2'), leaf('c3')] }] },
  sentence: '',
  benefit_words: '',
  benefit_note: '',
  bonus: [],
  window: { from: '2026-03-01', to: '2026-06-30' },
  window_quote: quoted('市企业'),
  unread: [quoted('年产值达到标准')],
};

const condition = draft.when as JsonObject;

describe('what is taken over of a draft', () => {
  it('is the condition with only what is ticked', () => {
    expect(kept(condition, new Set(['c1', 'c2', 'c3']))).toEqual(condition);
    expect(kept(condition, new Set(['c2', 'c3']))).toEqual({ any: [leaf('c2'), leaf('c3')] });
    expect(kept(condition, new Set())).toBeUndefined();
  });

  it('never asks for one of several alternatives alone', () => {
    expect(kept(condition, new Set(['c1', 'c2']))).toEqual(leaf('c1'));
    const of = ['a', 'b', 'c'].map(leaf);
    expect(kept({ at_least: 2, of }, new Set(['a', 'b']))).toBeUndefined();
    expect(kept({ any: [{ all: of }, leaf('d')] }, new Set(['d']))).toBeUndefined();
    expect(units({ any: [{ all: of }, leaf('d')] })[0]?.ids).toEqual(['a', 'b', 'c', 'd']);
  });

  it('leaves out what nothing was ticked for', () => {
    expect(accepted(draft, new Set(['c1']))).toEqual({ when: leaf('c1') });
    expect(accepted(draft, new Set(['window']))).toEqual({ window: draft.window });
  });

  it('is at first what rests on no guess and replaces nothing', () => {
    expect([...atFirst(draft)]).toEqual(['c1', 'window']);
    expect([...atFirst(draft, { window: true })]).toEqual(['c1']);
    expect([...everything(draft, { window: true })]).toEqual(['c1', 'c2', 'c3']);
  });
});

describe('the marked text', () => {
  it('is the text again, whatever the marks', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.array(fc.tuple(fc.nat(40), fc.nat(40))),
        (text, places) => {
          const unread = places.map(([from, to]) => ({ quote: '', from, to }));
          const parts = stretches(text, {
            ...draft,
            clauses: [],
            window_quote: { quote: '', from: 0, to: 0 },
            unread,
          });
          expect(parts.map((part) => part.text).join('')).toBe(text);
        },
      ),
    );
  });

  it('counts characters, also those of two units', () => {
    const marked = stretches(TEXT, draft).filter((part) => part.mark);
    expect(marked.map((part) => part.text)).toEqual([
      '市企业',
      '成立满三年',
      '高新技术企业',
      '瞪羚企业',
      '年产值达到标准',
    ]);
  });
});

describe('drafting from a text', () => {
  it('reads, lets one tick and hands over what is ticked', async () => {
    const calls = serve({ 'POST /measures/draft-from-text': () => ({ body: draft }) });
    const onAccept = vi.fn();
    const user = userEvent.setup();
    show(<DraftPanel text={TEXT} onAccept={onAccept} />);
    await user.click(screen.getByRole('button', { name: '读出条件' }));
    const group = await screen.findByRole('checkbox', { name: /满足一条即可.*持有瞪羚企业资质/ });
    expect(calls[0]?.body).toEqual({ text: TEXT });
    expect((group as HTMLInputElement).checked).toBe(false);
    expect(screen.queryByRole('checkbox', { name: '持有瞪羚企业资质' })).toBeNull();
    const item = screen.getByText('持有瞪羚企业资质').closest('li');
    if (!item) throw new Error('the clause stands in no list');
    expect(within(item).getByText('级别没有写进条件')).toBeTruthy();
    expect(screen.getByText(/去掉其中一条，条件会比原文更严/)).toBeTruthy();
    expect(screen.getByRole('heading', { name: '没有读懂的地方（1 处）' })).toBeTruthy();
    await user.click(screen.getByRole('checkbox', { name: /成立满 3 年/ }));
    await user.click(group);
    await user.click(screen.getByRole('button', { name: '采用勾选的 3 项' }));
    expect(onAccept).toHaveBeenCalledWith({
      when: { any: [leaf('c2'), leaf('c3')] },
      window: draft.window,
    });
  });

  it('replaces a time that there is only when that is ticked', async () => {
    serve({ 'POST /measures/draft-from-text': () => ({ body: draft }) });
    const onAccept = vi.fn();
    const user = userEvent.setup();
    show(<DraftPanel text={TEXT} has={{ window: true }} onAccept={onAccept} />);
    await user.click(screen.getByRole('button', { name: '读出条件' }));
    const time = await screen.findByRole('checkbox', { name: /^时间/ });
    expect((time as HTMLInputElement).checked).toBe(false);
    expect(screen.getByText('已经填有办理时间。勾选后会用这一条替换它。')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: '全部勾选' }));
    expect((time as HTMLInputElement).checked).toBe(false);
    await user.click(screen.getByRole('button', { name: '采用勾选的 3 项' }));
    expect(onAccept).toHaveBeenCalledWith({ when: condition });
  });

  it('says so when there is nothing in the text', async () => {
    serve({
      'POST /measures/draft-from-text': () => ({
        body: {
          clauses: [],
          sentence: '',
          benefit_words: '',
          benefit_note: '',
          bonus: [],
          unread: [],
        },
      }),
    });
    const user = userEvent.setup();
    show(<DraftPanel onAccept={() => {}} />);
    const read = screen.getByRole('button', { name: '读出条件' });
    expect((read as HTMLButtonElement).disabled).toBe(true);
    await user.type(screen.getByLabelText('政策原文'), '特此通知。');
    await user.click(read);
    expect(await screen.findByText('没有读出条件')).toBeTruthy();
  });

  it('keeps the text when the server is away', async () => {
    serve({ 'POST /measures/draft-from-text': () => 'offline' });
    const user = userEvent.setup();
    show(<DraftPanel text="成立满三年。" onAccept={() => {}} />);
    await user.click(screen.getByRole('button', { name: '读出条件' }));
    expect(await screen.findByRole('alert')).toBeTruthy();
    expect((screen.getByLabelText('政策原文') as HTMLTextAreaElement).value).toBe('成立满三年。');
  });
});
