import { useCallback, useState } from 'react';
import type { Doc } from './document';

/** How many steps can be undone, and how long typing in one field counts as one step. */
const STEPS = 100;
const ONE_STEP_MS = 1500;

interface History {
  doc: Doc;
  past: Doc[];
  future: Doc[];
  /** What was changed last, and when: further changes of the same join it. */
  key: string;
  at: number;
}

/** The definition under way, with what was before. */
export function useHistory(start: () => Doc) {
  const [history, setHistory] = useState<History>(() => ({
    doc: start(),
    past: [],
    future: [],
    key: '',
    at: 0,
  }));
  const edit = useCallback((change: (doc: Doc) => Doc, key = '') => {
    const at = Date.now();
    setHistory((now) => {
      const doc = change(now.doc);
      if (doc === now.doc) return now;
      const joins = key !== '' && key === now.key && at - now.at < ONE_STEP_MS;
      return {
        doc,
        past: joins ? now.past : [...now.past.slice(-STEPS), now.doc],
        future: [],
        key,
        at,
      };
    });
  }, []);
  const undo = useCallback(
    () =>
      setHistory((now) => {
        const doc = now.past.at(-1);
        if (!doc) return now;
        return {
          doc,
          past: now.past.slice(0, -1),
          future: [now.doc, ...now.future],
          key: '',
          at: 0,
        };
      }),
    [],
  );
  const redo = useCallback(
    () =>
      setHistory((now) => {
        const [doc, ...future] = now.future;
        if (!doc) return now;
        return { doc, past: [...now.past, now.doc], future, key: '', at: 0 };
      }),
    [],
  );
  return {
    doc: history.doc,
    edit,
    undo,
    redo,
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
  };
}
