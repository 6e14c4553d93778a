import { App, Button } from 'antd';
import { useState } from 'react';
import { fieldProblem } from '@/lib/problem';
import { tw } from '@/messages/alarm';
import { Lines, OneOf } from '../appeals/inputs';
import { Refusal } from '../appeals/Refusal';
import { FormDialog } from '../FormDialog';
import styles from './Alarms.module.css';
import { ACTS, type Act, type Alarm, useAct } from './api';

/** What the person may do with an alarm. */
export function AlarmActs({ alarm, onReload }: { alarm: Alarm; onReload: () => void }) {
  const [act, setAct] = useState<Act>();
  const can = ACTS.filter((one) => alarm.can.includes(one));
  if (can.length === 0) return null;
  return (
    <div className={styles.acts}>
      {can.map((one, i) => (
        <Button key={one} type={i === 0 ? 'primary' : 'default'} onClick={() => setAct(one)}>
          {tw(`act.${one}`)}
        </Button>
      ))}
      {act ? (
        <AlarmDialog
          alarm={alarm}
          act={act}
          onClose={() => setAct(undefined)}
          onReload={onReload}
        />
      ) : null}
    </div>
  );
}

interface DialogProps {
  alarm: Alarm;
  act: Act;
  onClose: () => void;
  onReload: () => void;
}

/** Says what an act brings about, and asks for words and a conclusion where it needs them. */
function AlarmDialog({ alarm, act, onClose, onReload }: DialogProps) {
  const { message } = App.useApp();
  const [seen] = useState(alarm);
  const [words, setWords] = useState('');
  const [verdict, setVerdict] = useState<'explained' | 'upheld' | ''>('');
  const [tried, setTried] = useState(false);
  const doing = useAct(seen, act, () => {
    void message.success(tw('done'));
    onClose();
  });
  return (
    <FormDialog
      title={tw(`act.${act}`)}
      submit={tw(`act.${act}`)}
      pending={doing.isPending}
      onClose={onClose}
      onSubmit={() => {
        setTried(true);
        if (act !== 'conclude' || verdict)
          doing.mutate({ words: words.trim(), upheld: verdict === 'upheld' });
      }}
    >
      <p>{tw(`text.${act}`)}</p>
      {act === 'conclude' ? (
        <OneOf
          legend={tw('verdict')}
          options={[
            { value: 'explained', label: tw('verdict.explained') },
            { value: 'upheld', label: tw('verdict.upheld') },
          ]}
          value={verdict}
          onChange={setVerdict}
          error={tried && !verdict ? tw('verdict.missing') : undefined}
        />
      ) : null}
      {act === 'open' ? null : (
        <Lines
          label={tw(act === 'answer' ? 'words.answer' : 'words')}
          hint={tw('words.least')}
          error={fieldProblem(doing.error, 'words')}
          value={words}
          onChange={setWords}
          max={2000}
        />
      )}
      <Refusal
        error={doing.error}
        fields={['words']}
        onReload={() => {
          onReload();
          onClose();
        }}
      />
    </FormDialog>
  );
}
