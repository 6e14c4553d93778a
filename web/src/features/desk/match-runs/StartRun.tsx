import { PlayCircleOutlined } from '@ant-design/icons';
import { Button, Modal } from 'antd';
import { useState } from 'react';
import { Field } from '@/components/Field';
import { ProblemNote } from '@/components/Problem';
import { chinaToday } from '@/lib/date';
import { td } from '@/messages/desk';
import { useStartRun } from './api';
import styles from './MatchRuns.module.css';

/** Starts a run, after saying what will be done. */
export function StartRun({ onStarted }: { onStarted: () => void }) {
  const [open, setOpen] = useState(false);
  const [asOf, setAsOf] = useState('');
  const starting = useStartRun();
  const show = () => {
    starting.reset();
    setAsOf(chinaToday(new Date()));
    setOpen(true);
  };
  const start = () =>
    starting.mutate(asOf || undefined, {
      onSuccess: () => {
        setOpen(false);
        onStarted();
      },
    });
  return (
    <>
      <Button type="primary" icon={<PlayCircleOutlined aria-hidden />} onClick={show}>
        {td('run.start')}
      </Button>
      <Modal
        open={open}
        title={td('run.start')}
        okText={td('run.start.ok')}
        cancelText={td('act.cancel')}
        confirmLoading={starting.isPending}
        onOk={start}
        onCancel={() => setOpen(false)}
      >
        <div className={styles.start}>
          <p>{td('run.start.text')}</p>
          <Field label={td('run.asOf')} hint={td('run.asOf.hint')}>
            {(control) => (
              <input
                {...control}
                type="date"
                value={asOf}
                onChange={(event) => setAsOf(event.target.value)}
              />
            )}
          </Field>
          <ProblemNote error={starting.error} />
        </div>
      </Modal>
    </>
  );
}
