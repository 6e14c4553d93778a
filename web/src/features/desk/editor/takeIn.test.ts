import { describe, expect, it } from 'vitest';
import { readDoc, writeDoc } from './document';
import { type JsonObject, naming } from './model';
import { existing, takeIn } from './takeIn';

const clause = (id: string): JsonObject => ({ id, fact: 'staff', op: '>=', value: 1 });

describe('what was read out of a text', () => {
  it('becomes the condition of a definition that has none', () => {
    const doc = takeIn(
      readDoc({ title: 't' }, naming()),
      { when: { any: [clause('c1'), clause('c2')] }, window: { to: '2026-12-31' } },
      naming(100),
    );
    expect(writeDoc(doc)).toEqual({
      title: 't',
      when: { any: [clause('c1'), clause('c2')] },
      window: { to: '2026-12-31' },
    });
  });

  it('is added to what is there, under ids that nobody has', () => {
    const doc = takeIn(
      readDoc({ when: { any: [clause('c1'), clause('c2')] }, window: { from: 'x' } }, naming()),
      {
        when: { all: [clause('c1'), clause('c9')] },
        benefit: { fixed: '1.00' },
        bonus: [{ when: clause('c9'), benefit: { fixed: '2.00' } }],
      },
      naming(100),
    );
    expect(writeDoc(doc)).toEqual({
      when: { all: [{ any: [clause('c1'), clause('c2')] }, clause('c3'), clause('c9')] },
      benefit: { fixed: '1.00' },
      bonus: [{ when: clause('c4'), benefit: { fixed: '2.00' } }],
      window: { from: 'x' },
    });
  });

  it('says what there is already, which it would replace', () => {
    const of = (definition: JsonObject) => existing(readDoc(definition, naming()));
    expect(of({ window: { from: '', to: '' } })).toEqual({ benefit: false, window: false });
    expect(of({ benefit: { fixed: '1.00' }, window: { to: '2026-12-31' } })).toEqual({
      benefit: true,
      window: true,
    });
    const doc = takeIn(
      readDoc({ window: { from: '2025-01-01' } }, naming()),
      { window: { to: '2026-12-31' } },
      naming(100),
    );
    expect(writeDoc(doc)).toEqual({ window: { to: '2026-12-31' } });
  });
});
