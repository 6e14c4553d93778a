import { createContext, use } from 'react';
import type { Naming } from './model';
import type { Keys } from './vocabulary';

/** What every part of the editor needs to know. */
export interface EditorContext {
  keys: Keys;
  name: Naming;
  /** What the server says of each clause, by its id. */
  words: ReadonlyMap<string, string>;
  /** The item that is open. */
  open: string;
  onOpen: (uid: string) => void;
  /** An id that no clause of the measure has. */
  newId: () => string;
  takenIds: () => Set<string>;
  /** Shows the text, to choose a sentence for the clause that is open. */
  onFindQuote: () => void;
}

const Context = createContext<EditorContext | null>(null);
export const EditorProvider = Context.Provider;

export function useEditor(): EditorContext {
  const found = use(Context);
  if (!found) throw new Error('outside the editor');
  return found;
}
