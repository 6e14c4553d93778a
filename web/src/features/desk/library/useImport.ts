import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { components } from '@/api/schema';
import { upload } from '@/api/upload';
import { describeProblem } from '@/lib/problem';
import type { Sent } from './sent';

type Answer = components['schemas']['PolicyImport'];

/** What stands in the list: a file to be sent, or what became of one. */
export interface ImportRow {
  file: string;
  state: 'waiting' | 'sending' | 'created' | 'updated' | 'unchanged' | 'refused';
  policy: string;
  title: string;
  reasons: string[];
}

const waiting = (file: string): ImportRow => ({
  file,
  state: 'waiting',
  policy: '',
  title: '',
  reasons: [],
});

/**
 * Sends files one after the other. Each is imported whole or not at all; leaving the
 * page stops before the next one.
 */
export function useImport() {
  const queries = useQueryClient();
  const [files, setFiles] = useState<readonly Sent[]>([]);
  const [rows, setRows] = useState<readonly ImportRow[]>([]);
  const [running, setRunning] = useState(false);
  const stopping = useRef<AbortController | null>(null);
  useEffect(() => () => stopping.current?.abort(), []);

  const choose = useCallback((chosen: readonly Sent[]) => {
    setFiles(chosen);
    setRows(chosen.map((one) => waiting(one.name)));
  }, []);

  const run = async (publish: boolean) => {
    const control = new AbortController();
    stopping.current = control;
    setRunning(true);
    for (const one of files) {
      if (control.signal.aborted) break;
      const become = (next: readonly ImportRow[]) =>
        setRows((before) =>
          before.flatMap((row) => (row.file === one.name && open(row) ? next : [row])),
        );
      become([{ ...waiting(one.name), state: 'sending' }]);
      try {
        const found = await upload<Answer>('/policy-imports', one.file, {
          query: { filename: one.name, publish: String(publish) },
          onProgress: () => undefined,
          signal: control.signal,
        });
        become(
          found.items.map(({ result, file, policy, title, reasons }) => ({
            state: result,
            file,
            policy,
            title,
            reasons,
          })),
        );
      } catch (error) {
        if (control.signal.aborted) {
          become([waiting(one.name)]);
          break;
        }
        const reason = describeProblem(error as Error).text;
        become([{ ...waiting(one.name), state: 'refused', reasons: [reason] }]);
      }
    }
    setRunning(false);
    await queries.invalidateQueries({ queryKey: ['policies'] });
  };

  return { rows, running, choose, run, stop: () => stopping.current?.abort() };
}

const open = (row: ImportRow) => row.state === 'waiting' || row.state === 'sending';
