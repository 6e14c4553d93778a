import type { DeskKey } from '@/messages/desk';

/** The largest file that the server takes, in bytes. */
export const MAX_BYTES = 2 * 1024 * 1024 * 1024;

/** Endings of files that can be read; the content decides in the end, on the server. */
export const ACCEPTED = ['.csv', '.xlsx', '.txt'] as const;

/** Why a file need not even be sent, or null. */
export function refusal(file: Pick<File, 'name' | 'size'>): DeskKey | null {
  const name = file.name.toLowerCase();
  if (name.endsWith('.xls')) return 'upload.bad.xls';
  if (!ACCEPTED.some((ending) => name.endsWith(ending))) return 'upload.bad.type';
  if (file.size === 0) return 'upload.bad.empty';
  if (file.size > MAX_BYTES) return 'upload.bad.size';
  return null;
}
