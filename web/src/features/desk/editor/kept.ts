import { sessionDrafts } from '@/lib/draft';
import type { Held } from './api';
import { merge, same } from './document';
import { isObject, type JsonObject } from './model';
import type { Conflict } from './useAutosave';

/** What is kept in this browser tab until it has been saved. */
export interface KeptDraft {
  /** The definition as far as it has come, unfinished clauses included. */
  definition: JsonObject;
  /** What it was changed from, and the version of that. */
  base: JsonObject;
  version: string;
  /** Text that was pasted in to be read beside the conditions. */
  pasted: string;
}

const keyOf = (measure: string) => `measure.${measure}`;

export function keep(measure: string, draft: KeptDraft): void {
  sessionDrafts.save(keyOf(measure), JSON.stringify(draft));
}

export function kept(measure: string): KeptDraft | null {
  return readKept(sessionDrafts.load(keyOf(measure)));
}

export function readKept(text: string): KeptDraft | null {
  try {
    const found = JSON.parse(text) as Partial<KeptDraft> | null;
    if (!isObject(found?.definition) || !isObject(found.base)) return null;
    return {
      definition: found.definition,
      base: found.base,
      version: String(found.version ?? ''),
      pasted: typeof found.pasted === 'string' ? found.pasted : '',
    };
  } catch {
    return null;
  }
}

/** Where to go on after a reload: with what was kept, joined with what the server has now. */
export function resume(
  before: KeptDraft | null,
  held: Held,
): { definition: JsonObject; conflict: Conflict | null } {
  if (!before || same(before.definition, before.base)) {
    return { definition: held.definition, conflict: null };
  }
  if (before.version === held.version) return { definition: before.definition, conflict: null };
  const { merged, disputed } = merge(before.base, before.definition, held.definition);
  if (disputed.length === 0) return { definition: merged, conflict: null };
  return {
    definition: before.definition,
    conflict: { base: before.base, mine: before.definition, theirs: held, merged, disputed },
  };
}
