/** A file to be imported, under the name that tells it from others. */
export interface Sent {
  name: string;
  file: File;
}

/** Files that folders have and that are no policies. */
const ASIDE = /^(\..*|~\$.*|readme.*|index\.csv|source\.txt|thumbs\.db|desktop\.ini)$/i;

/** The files of a choice that may be policies: named from below the chosen folder, sorted. */
export function sentOf(list: Iterable<File>): Sent[] {
  return [...list]
    .map((file) => ({ file, name: belowRoot(file.webkitRelativePath) || file.name }))
    .filter(({ file }) => !ASIDE.test(file.name))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The folder's own name says nothing: the same folder may lie elsewhere next time. */
const belowRoot = (path: string) => path.split('/').slice(1).join('/');
