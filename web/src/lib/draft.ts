/**
 * What a person has typed but not sent, kept for this browser tab so that an
 * error, an expired session or a closed sheet costs nothing.
 */
export interface Drafts {
  load(key: string): string;
  save(key: string, text: string): void;
  drop(key: string): void;
}

const PREFIX = 'yikou.draft.';

/** Drafts over a storage that may be full or forbidden; losing it is never an error. */
export function draftsIn(storage: Storage | undefined): Drafts {
  const attempt = <T>(action: () => T, otherwise: T): T => {
    try {
      return action();
    } catch {
      return otherwise;
    }
  };
  return {
    load: (key) => attempt(() => storage?.getItem(PREFIX + key) ?? '', ''),
    save: (key, text) => attempt(() => storage?.setItem(PREFIX + key, text), undefined),
    drop: (key) => attempt(() => storage?.removeItem(PREFIX + key), undefined),
  };
}

export const sessionDrafts: Drafts = draftsIn(globalThis.sessionStorage);
