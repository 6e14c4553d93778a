import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '@/components/Button';
import { ProblemNote } from '@/components/Problem';
import { formatDate, formatDay } from '@/lib/date';
import { shortName } from '@/lib/file';
import { tr } from '@/messages/report';
import { ActSheet } from './ActSheet';
import { type AppealFile, openFile, type Progress, type Whose } from './api';
import { RateSheet } from './RateSheet';
import styles from './Report.module.css';
import { moment } from './time';

const ACTS = ['confirm', 'redo', 'rate', 'add', 'reopen', 'unmerge', 'withdraw'] as const;
type Choice = (typeof ACTS)[number];

/** A case as its reporter reads it: who has it, until when, what was answered. */
export function ProgressView({ whose, progress }: { whose: Whose; progress: Progress }) {
  const [doing, setDoing] = useState<Choice>();
  const [said, setSaid] = useState('');
  const done = () => {
    setDoing(undefined);
    setSaid(tr('act.done'));
  };
  const { answer, ground, rating } = progress;
  return (
    <>
      <p className="hidden" aria-live="polite">
        {said}
      </p>
      <section className={styles.card} aria-label={tr('progress.now')}>
        <strong>{progress.state_label}</strong>
        <p>{progress.now}</p>
        {progress.late ? (
          <p className={styles.stop} role="note">
            <strong>{tr('progress.late')}</strong>
            {progress.late}
          </p>
        ) : null}
        <div className={styles.acts}>
          {ACTS.filter((act) => progress.can.includes(act)).map((act) => (
            <Button
              key={act}
              look={act === 'confirm' ? 'primary' : 'secondary'}
              onClick={() => setDoing(act)}
            >
              {tr(`act.${act}`)}
            </Button>
          ))}
        </div>
      </section>
      {answer ? (
        <section className={styles.card}>
          <h2>{tr('progress.answer')}</h2>
          <p className={styles.words}>{answer.words}</p>
          <p className={styles.meta}>
            {tr('progress.answer.by', {
              department: answer.department,
              at: formatDay(answer.at),
              closing: answer.closing,
            })}
          </p>
          {answer.promised_on ? (
            <p className={styles.meta}>
              {tr('progress.answer.promised', { date: formatDate(answer.promised_on) })}
            </p>
          ) : null}
          <Files whose={whose} label={tr('progress.answer.files')} files={answer.files} />
        </section>
      ) : null}
      {ground ? (
        <section className={styles.stop}>
          <h2>{tr('progress.ground')}</h2>
          <p>{ground.label}</p>
          <p>{ground.rule}</p>
          <p>{ground.door}</p>
        </section>
      ) : null}
      {rating ? (
        <p>{tr('progress.rated', { grade: tr(`rate.${rating.grade as 1 | 2 | 3 | 4 | 5}`) })}</p>
      ) : null}
      <section className={styles.section}>
        <h2>{tr('progress.story')}</h2>
        <ol className={styles.steps}>
          {progress.steps.map((step) => (
            <li key={step.at + step.what}>
              <span className={styles.meta}>{moment(step.at)}</span>
              <span>{step.what}</span>
              {step.words ? <span className={styles.words}>{step.words}</span> : null}
            </li>
          ))}
        </ol>
      </section>
      <section className={styles.card}>
        <h2>{tr('progress.said')}</h2>
        <p className={styles.words}>{progress.text}</p>
        {progress.place ? <p>{tr('progress.place', { place: progress.place })}</p> : null}
        {progress.confidential ? <p>{tr('progress.confidential')}</p> : null}
        <Files whose={whose} label={tr('progress.files')} files={progress.files} />
      </section>
      {doing === 'rate' ? (
        <RateSheet whose={whose} onClose={() => setDoing(undefined)} onDone={done} />
      ) : null}
      {doing && doing !== 'rate' ? (
        <ActSheet whose={whose} act={doing} onClose={() => setDoing(undefined)} onDone={done} />
      ) : null}
    </>
  );
}

interface FilesProps {
  whose: Whose;
  label: string;
  files: readonly AppealFile[];
}

/** Files to be opened; nothing where there are none. */
function Files({ whose, label, files }: FilesProps) {
  const opening = useMutation({ mutationFn: (file: AppealFile) => openFile(whose, file) });
  if (files.length === 0) return null;
  return (
    <>
      <ul className={styles.files} aria-label={label}>
        {files.map((file) => (
          <li key={file.id}>
            {shortName(file)}
            <Button
              look="quiet"
              aria-label={tr('progress.open', { name: shortName(file) })}
              onClick={() => opening.mutate(file)}
            >
              {tr('progress.open', { name: '' })}
            </Button>
          </li>
        ))}
      </ul>
      <ProblemNote error={opening.error} />
    </>
  );
}
