/** The largest file that the server takes, in bytes. */
const MAX_BYTES = 20 * 1024 * 1024;

/** Endings of files of cases. */
export const ACCEPTED = ['.jsonl', '.json'] as const;

/** Why a file need not even be sent, or null. */
export function refusal(file: Pick<File, 'name' | 'size'>) {
  const name = file.name.toLowerCase();
  if (!ACCEPTED.some((ending) => name.endsWith(ending))) return 'import.bad.type';
  if (file.size === 0) return 'import.bad.empty';
  if (file.size > MAX_BYTES) return 'import.bad.size';
  return null;
}
