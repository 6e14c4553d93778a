import { DownloadOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { App, Button } from 'antd';
import type { ReactNode } from 'react';
import { download } from '@/api/download';
import { Icon } from '@/components/Icon';
import { describeProblem } from '@/lib/problem';
import { spaced } from '@/lib/text';
import { td } from '@/messages/desk';
import { useTaskOf } from '../task/api';
import { TaskProgress } from '../task/TaskProgress';
import { secondsWords } from '../task/words';
import { formatMoment } from '../time';
import type { Import } from './api';
import styles from './Imports.module.css';
import { kindWord, outcomeSentences } from './words';

interface Props {
  one: Import;
  /** The way to send another file. */
  again: ReactNode;
}

/** What became of a file: how far it is, then the counts in words, or why not. */
export function ImportReport({ one, again }: Props) {
  return (
    <section className={styles.panel} aria-label={td('import.report')}>
      <p className={styles.about}>
        <span>{kindWord(one.kind)}</span>
        {one.by ? <span>{td('import.byWhom', { by: one.by })}</span> : null}
        <span>{formatMoment(one.finished_at ?? one.started_at)}</span>
        {one.state === 'done' && one.seconds ? (
          <span>{spaced(td('import.took', { time: secondsWords(one.seconds) }))}</span>
        ) : null}
      </p>
      {one.state === 'queued' || one.state === 'running' ? <Working one={one} /> : null}
      {one.state === 'done' ? <Outcome one={one} /> : null}
      {one.state === 'refused' || one.state === 'failed' ? (
        <div className={styles.message} role="alert">
          <p>
            <strong>
              <Icon name="alert" size="1.1em" />{' '}
              {one.state === 'refused' ? td('import.refused.title') : td('import.failed.title')}
            </strong>
          </p>
          <p>{one.message}</p>
        </div>
      ) : null}
      <div className={styles.acts}>
        {one.state === 'done' ? <Downloads id={one.id} /> : null}
        {again}
      </div>
    </section>
  );
}

function Working({ one }: { one: Import }) {
  const { task } = useTaskOf(`/imports/${one.id}`);
  return (
    <>
      <TaskProgress
        task={
          task ?? {
            done: 0,
            total: 0,
            note: '',
            state: one.state === 'queued' ? 'queued' : 'running',
          }
        }
      />
      <p className={styles.note}>{td('import.leave')}</p>
    </>
  );
}

function Outcome({ one }: { one: Import }) {
  const notes = one.notes ?? [];
  return (
    <>
      <div role="status">
        <ul className={styles.sentences}>
          {outcomeSentences(one).map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </div>
      {notes.length > 0 ? (
        <ul className={styles.notes}>
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      ) : null}
    </>
  );
}

function Downloads({ id }: { id: string }) {
  const { message } = App.useApp();
  const saving = useMutation({
    mutationFn: (path: string) => download(path, {}),
    onError: (error) => message.error(describeProblem(error).text, 6),
  });
  const base = `/imports/${encodeURIComponent(id)}/report`;
  return (
    <>
      <Button
        icon={<DownloadOutlined aria-hidden />}
        loading={saving.isPending}
        onClick={() => saving.mutate(`${base}.xlsx`)}
      >
        {td('import.save.xlsx')}
      </Button>
      <Button disabled={saving.isPending} onClick={() => saving.mutate(base)}>
        {td('import.save.json')}
      </Button>
    </>
  );
}
