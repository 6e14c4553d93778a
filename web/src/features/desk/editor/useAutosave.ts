import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { problemKind, worthRetrying } from '@/lib/problem';
import { draftQuery, type Gap, type Held, saveDraft } from './api';
import { merge, same } from './document';
import type { JsonObject } from './model';

/** How long the hands must rest before what was changed is saved, and before a failed try is repeated. */
const REST_MS = 1000;
const AGAIN_MS = 10_000;

export type SaveState = 'saved' | 'changed' | 'saving' | 'failed' | 'conflict';

/** Two versions of one definition that could not be joined by themselves. */
export interface Conflict {
  base: JsonObject;
  mine: JsonObject;
  theirs: Held;
  merged: JsonObject;
  disputed: string[];
}

interface Options {
  id: string;
  start: Held;
  /** The definition that can be saved now. */
  definition: JsonObject;
  /** Takes in what another has changed, where it does not touch one's own changes. */
  onMerged: (definition: JsonObject) => void;
  /** What was restored from before a reload does not go with what the server has now. */
  startConflict: Conflict | null;
}

/** Saves by itself what has changed; two people's changes are joined or shown side by side. */
export function useAutosave({ id, start, definition, onMerged, startConflict }: Options) {
  const queries = useQueryClient();
  const [server, setServer] = useState<Held>(start);
  const [state, setState] = useState<SaveState>(startConflict ? 'conflict' : 'saved');
  const [error, setError] = useState<unknown>(null);
  const [conflict, setConflict] = useState<Conflict | null>(startConflict);
  const [savedAt, setSavedAt] = useState(start.draft.at);
  const sending = useRef<Promise<boolean> | null>(null);
  // What a save that is asked for later has to send.
  const latest = useRef({ definition, server, conflict });
  latest.current = { definition, server, conflict };

  const settle = useCallback((next: Held) => {
    setServer(next);
    latest.current = { ...latest.current, server: next };
    setSavedAt(next.draft.at);
    setError(null);
  }, []);

  const meet = useCallback(
    async (mine: JsonObject, base: JsonObject): Promise<boolean> => {
      const theirs = await queries.fetchQuery({ ...draftQuery(id), staleTime: 0 });
      const { merged, disputed } = merge(base, mine, theirs.definition);
      if (disputed.length > 0) {
        setConflict({ base, mine, theirs, merged, disputed });
        setState('conflict');
        return false;
      }
      settle(theirs);
      onMerged(merged);
      return true;
    },
    [id, onMerged, queries, settle],
  );

  /** Saves now what has not been saved; says whether all of it is on the server. */
  const save = useCallback(async (): Promise<boolean> => {
    if (sending.current) await sending.current;
    const { definition: mine, server: base, conflict: open } = latest.current;
    if (open) return false;
    if (same(mine, base.definition)) {
      setState('saved');
      return true;
    }
    const attempt = (async () => {
      setState('saving');
      try {
        settle(await saveDraft(id, mine, base.version));
        setState(same(latest.current.definition, mine) ? 'saved' : 'changed');
        return same(latest.current.definition, mine);
      } catch (problem) {
        if (problemKind(problem) === 'stale') {
          try {
            await meet(mine, base.definition);
          } catch (again) {
            setError(again);
            setState('failed');
          }
          return false;
        }
        setError(problem);
        setState('failed');
        return false;
      }
    })();
    sending.current = attempt;
    const done = await attempt;
    sending.current = null;
    return done;
  }, [id, meet, settle]);

  const pending = !same(definition, server.definition);
  useEffect(() => {
    if (same(definition, server.definition) || conflict) return;
    setState((now) => (now === 'saving' ? now : 'changed'));
    const timer = setTimeout(() => void save(), REST_MS);
    return () => clearTimeout(timer);
  }, [definition, server, conflict, save]);
  useEffect(() => {
    if (!pending && !conflict && state === 'changed') setState('saved');
  }, [pending, conflict, state]);
  useEffect(() => {
    if (state !== 'failed' || !worthRetrying(error)) return;
    const timer = setTimeout(() => void save(), AGAIN_MS);
    return () => clearTimeout(timer);
  }, [state, error, save]);

  /** Ends a conflict with what was decided. */
  const resolve = useCallback(
    (decided: JsonObject) => {
      if (!conflict) return;
      settle(conflict.theirs);
      setConflict(null);
      latest.current = { ...latest.current, conflict: null };
      setState('changed');
      onMerged(decided);
    },
    [conflict, onMerged, settle],
  );

  /** The version that a further step must name. */
  const version = useCallback(() => latest.current.server.version, []);
  const gaps: readonly Gap[] = server.draft.gaps;
  return { state, error, savedAt, server, gaps, pending, conflict, resolve, save, version };
}

export type Saving = ReturnType<typeof useAutosave>;
