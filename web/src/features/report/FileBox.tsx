import { useMutation } from '@tanstack/react-query';
import { Button, buttonClass } from '@/components/Button';
import { Icon } from '@/components/Icon';
import { ProblemNote } from '@/components/Problem';
import { tr } from '@/messages/report';
import { type AppealFile, addFile, removeFile, shortName } from './api';
import styles from './Report.module.css';

interface Props {
  files: readonly AppealFile[];
  /** Gives the ticket that binds the files, drawing one where there is none. */
  ticket: () => Promise<string>;
  onChange: (files: AppealFile[]) => void;
}

const MOST = 9;

/** Photos and voice notes, uploaded as soon as they are chosen. */
export function FileBox({ files, ticket, onChange }: Props) {
  const adding = useMutation({
    mutationFn: async (chosen: readonly File[]) => {
      let all = [...files];
      const held = await ticket();
      for (const file of chosen) {
        all = [...all, await addFile(held, file)];
        onChange(all);
      }
    },
  });
  const removing = useMutation({
    mutationFn: async (file: AppealFile) => {
      await removeFile(await ticket(), file.id);
      onChange(files.filter((one) => one.id !== file.id));
    },
  });
  return (
    <section className={styles.section}>
      <p className={styles.label}>{tr('form.files')}</p>
      <p className={styles.hint}>{tr('form.files.hint')}</p>
      {files.length > 0 ? (
        <ul className={styles.files}>
          {files.map((file) => (
            <li key={file.id}>
              {shortName(file)}
              <Button
                look="quiet"
                aria-label={tr('form.files.remove', { name: shortName(file) })}
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
          {adding.isPending ? tr('form.files.adding') : tr('form.files.add')}
          <input
            type="file"
            multiple
            aria-label={tr('form.files.add')}
            accept="image/jpeg,image/png,image/webp,image/heic,audio/*"
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
