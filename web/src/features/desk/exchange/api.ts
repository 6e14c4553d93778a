import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import type { Answer } from '@/api/answer';
import { upload } from '@/api/upload';

export type AppealImport = Answer<'/appeal-imports', 'post'>;
export type Problem = NonNullable<AppealImport['problems']>[number];

interface Sent {
  file: File;
  system: string;
  /** Only look what would become of the file. */
  check: boolean;
}

/** Sends a file of cases, to be checked or taken. */
export function useImportAppeals() {
  const queries = useQueryClient();
  const stop = useRef<AbortController>(null);
  return useMutation({
    mutationFn: ({ file, system, check }: Sent) => {
      stop.current = new AbortController();
      return upload<AppealImport>('/appeal-imports', file, {
        query: { filename: file.name, system, check: String(check) },
        onProgress: () => undefined,
        signal: stop.current.signal,
      });
    },
    onSuccess: (report) => {
      if (!report.checked) void queries.invalidateQueries({ queryKey: ['appeals'] });
    },
  });
}
