import { describe, expect, it } from 'vitest';
import type { Held } from './api';
import { readKept, resume } from './kept';
import type { JsonObject } from './model';

const held = (definition: JsonObject, version: string) => ({ definition, version }) as Held;
const keptDraft = (definition: JsonObject, base: JsonObject, version: string) => ({
  definition,
  base,
  version,
  pasted: '',
});

describe('after a reload', () => {
  it('goes on with what was not saved yet', () => {
    const kept = keptDraft({ title: 'new', when: { id: 'c1' } }, { title: 'old' }, '"1"');
    expect(resume(kept, held({ title: 'old' }, '"1"'))).toEqual({
      definition: kept.definition,
      conflict: null,
    });
  });

  it('takes what the server has where nothing waits to be saved', () => {
    const kept = keptDraft({ title: 'old' }, { title: 'old' }, '"1"');
    expect(resume(kept, held({ title: 'newer' }, '"2"')).definition).toEqual({ title: 'newer' });
    expect(resume(null, held({ title: 'x' }, '"2"')).definition).toEqual({ title: 'x' });
  });

  it('joins what another has saved meanwhile', () => {
    const kept = keptDraft(
      { title: 'mine', budget: '1.00' },
      { title: 'old', budget: '1.00' },
      '"1"',
    );
    const { definition, conflict } = resume(kept, held({ title: 'old', budget: '2.00' }, '"2"'));
    expect(definition).toEqual({ title: 'mine', budget: '2.00' });
    expect(conflict).toBeNull();
  });

  it('asks where both changed the same, with both at hand', () => {
    const kept = keptDraft({ title: 'mine' }, { title: 'old' }, '"1"');
    const { definition, conflict } = resume(kept, held({ title: 'theirs' }, '"2"'));
    expect(definition).toEqual({ title: 'mine' });
    expect(conflict?.disputed).toEqual(['title']);
    expect(conflict?.theirs.definition).toEqual({ title: 'theirs' });
  });

  it('makes nothing of what it cannot read', () => {
    expect(readKept('')).toBeNull();
    expect(readKept('{"definition":[]}')).toBeNull();
    expect(readKept('null')).toBeNull();
  });
});
