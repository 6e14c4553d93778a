import { useMutation } from '@tanstack/react-query';
import { shortName } from '@/lib/file';
import { Button, buttonClass } from './Button';
import styles from './FileBox.module.css';
import { Icon } from './Icon';
import { ProblemNote } from './Problem';

interface Kept {
  id: string;
  name: string;
}

interface Props<F extends Kept> {
  files: readonly F[];
  words: {
    label: string;
    hint: string;
    add: string;
    adding: string;
    remove: (name: string) => string;
  };
  /** What the browser offers to choose, as an `accept` of an input. */
  accept: string;
  onAdd: (file: File) => Promise<F>;
  onRemove: (file: F) => Promise<unknown>;
  onChange: (files: F[]) => void;
}

/** As many as the server takes at once. */
const MOST = 9;

/** Files that go along with something, uploaded as soon as they are chosen. */
export function FileBox<F extends Kept>(props: Props<F>) {
  const { files, words, accept, onAdd, onRemove, onChange } = props;
  const adding = useMutation({
    mutationFn: async (chosen: readonly File[]) => {
      let all = [...files];
      for (const file of chosen) {
        all = [...all, await onAdd(file)];
        onChange(all);
      }
    },
  });
  const removing = useMutation({
    mutationFn: async (file: F) => {
      await onRemove(file);
      onChange(files.filter((one) => one.id !== file.id));
    },
  });
  return (
    <section className={styles.box} aria-label={words.label}>
      <p className={styles.label}>{words.label}</p>
      <p className={styles.hint}>{words.hint}</p>
      {files.length > 0 ? (
        <ul className={styles.files}>
          {files.map((file) => (
            <li key={file.id}>
              {shortName(file)}
              <Button
                look="quiet"
                aria-label={words.remove(shortName(file))}
                onClick={() => removing.mutate(file)}
              >
                <Icon name="cross" />
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
      {files.length < MOST ? (
        <span className={`${buttonClass('secondary')} ${styles.pick}`}>
          <Icon name="plus" />
          {adding.isPending ? words.adding : words.add}
          <input
            type="file"
            multiple
            aria-label={words.add}
            accept={accept}
            disabled={adding.isPending}
            onChange={(event) => {
              const chosen = [...(event.target.files ?? [])];
              event.target.value = '';
              if (chosen.length > 0) adding.mutate(chosen);
            }}
          />
        </span>
      ) : null}
      <ProblemNote error={adding.error ?? removing.error} />
    </section>
  );
}
