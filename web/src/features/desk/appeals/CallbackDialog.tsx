import { useState } from 'react';
import { fieldProblem } from '@/lib/problem';
import { tq } from '@/messages/appealDesk';
import { FormDialog } from '../FormDialog';
import styles from './Appeals.module.css';
import { useActing } from './acting';
import type { Appeal } from './api';
import { Lines, OneOf } from './inputs';
import { Refusal } from './Refusal';

const RESULTS = ['solved', 'partly', 'unsolved'] as const;
const GRADES = ['5', '4', '3', '2', '1'] as const;

/** Writes down a call to the reporter: reached or not, solved or not, content or not. */
export function CallbackDialog({ appeal, onClose }: { appeal: Appeal; onClose: () => void }) {
  const [reached, setReached] = useState<'yes' | 'no' | ''>('');
  const [result, setResult] = useState<(typeof RESULTS)[number] | ''>('');
  const [grade, setGrade] = useState<(typeof GRADES)[number] | ''>('');
  const [words, setWords] = useState('');
  const [tried, setTried] = useState(false);
  const doing = useActing(appeal, 'call_back', onClose);
  const missed = (appeal.callbacks ?? []).filter((one) => !one.reached).length;
  const lacking = (value: string) => (tried && !value ? tq('callback.missing') : '');
  const submit = () => {
    setTried(true);
    if (reached === 'no') doing.run({ reached: false, words: words.trim() });
    if (reached === 'yes' && result && grade)
      doing.run({ reached: true, result, grade: Number(grade), words: words.trim() });
  };
  return (
    <FormDialog
      title={tq('act.call_back')}
      submit={tq('callback.submit')}
      pending={doing.pending}
      onClose={onClose}
      onSubmit={submit}
    >
      <OneOf
        legend={tq('callback.reached')}
        value={reached}
        onChange={setReached}
        error={lacking(reached)}
        options={[
          { value: 'yes', label: tq('callback.reached.yes') },
          {
            value: 'no',
            label: tq('callback.reached.no'),
            note: tq('callback.missed', { missed }),
          },
        ]}
      />
      {reached === 'yes' ? (
        <>
          <OneOf
            legend={tq('callback.result')}
            value={result}
            onChange={setResult}
            error={fieldProblem(doing.error, 'result') || lacking(result)}
            options={RESULTS.map((value) => ({ value, label: tq(`callback.${value}`) }))}
          />
          <OneOf
            legend={tq('callback.grade')}
            value={grade}
            onChange={setGrade}
            error={fieldProblem(doing.error, 'grade') || lacking(grade)}
            options={GRADES.map((value) => ({ value, label: tq(`grade.${value}`) }))}
          />
          {result === 'unsolved' || grade === '1' || grade === '2' ? (
            <p className={styles.notice}>
              {tq(appeal.parts?.length ? 'callback.redo' : 'callback.redo.centre')}
            </p>
          ) : null}
        </>
      ) : null}
      <Lines
        label={tq('callback.words')}
        error={fieldProblem(doing.error, 'words')}
        rows={3}
        value={words}
        onChange={setWords}
      />
      <Refusal error={doing.error} fields={['result', 'grade', 'words']} onReload={doing.reload} />
    </FormDialog>
  );
}
