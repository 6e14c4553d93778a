import { App, Button, Dropdown } from 'antd';
import { useState } from 'react';
import { describeProblem } from '@/lib/problem';
import { tq } from '@/messages/appealDesk';
import { td } from '@/messages/desk';
import styles from './Appeals.module.css';
import { useActing } from './acting';
import type { Act, Appeal } from './api';
import { CallbackDialog } from './CallbackDialog';
import { AcceptDialog, ClassifyDialog, RefuseDialog } from './CentreDialogs';
import { DispatchDialog } from './DispatchDialog';
import { DecideDialog, SuspendDialog } from './LeaderDialogs';
import { MergeDialog } from './MergeDialog';
import { ExtendDialog, ReplyDialog, ReturnDialog } from './UnitDialogs';
import { WORDY, WordsDialog, type Wordy } from './WordsDialog';

/** The order of the buttons; what moves the case on comes first. */
const ORDER: readonly Act[] = [
  'accept',
  'dispatch',
  'take',
  'reply',
  'approve',
  'call_back',
  'decide_extension',
  'answer',
  'reply_at_once',
  'send_back',
  'return',
  'extend',
  'resume',
  'refuse',
  'classify',
  'merge',
  'unmerge',
  'suspend',
  'supervise',
  'reopen',
  'note',
];

/** How many buttons stand in the head; the others are behind "more". */
const IN_SIGHT = 4;

/** The same act goes by another name, and is no longer the next step, once somebody has the case. */
const isAgain = (act: Act, appeal: Appeal) =>
  act === 'dispatch' && (appeal.state === 'dispatched' || appeal.state === 'in_hand');
const labelOf = (act: Act, appeal: Appeal) =>
  isAgain(act, appeal) ? tq('act.dispatchAgain') : tq(`act.${act}`);

/** What may be done with a case now, exactly as the server says. */
export function CaseActs({ appeal }: { appeal: Appeal }) {
  const { message, modal } = App.useApp();
  const [open, setOpen] = useState<Act | null>(null);
  const close = () => setOpen(null);
  const offered = ORDER.filter((act) => (appeal.can ?? []).includes(act));
  const can = [
    ...offered.filter((act) => !isAgain(act, appeal)),
    ...offered.filter((act) => isAgain(act, appeal)),
  ];
  const failed = (error: Error) => void message.error(describeProblem(error).text, 6);
  const taking = useActing(appeal, 'take', () => undefined, failed);
  const approving = useActing(appeal, 'approve', () => undefined, failed);

  const start = (act: Act) => {
    if (act === 'take') taking.run(undefined);
    else if (act === 'approve')
      modal.confirm({
        title: tq('act.approve'),
        content: tq('text.approve'),
        okText: tq('submit.approve'),
        cancelText: td('act.cancel'),
        onOk: () => approving.run(undefined),
      });
    else setOpen(act);
  };
  const beside = can.slice(0, can.length > IN_SIGHT + 1 ? IN_SIGHT : can.length);
  const behind = can.slice(beside.length);
  return (
    <div className={styles.acts}>
      {beside.map((act, at) => (
        <Button
          key={act}
          type={at === 0 && act !== 'note' ? 'primary' : 'default'}
          loading={(act === 'take' && taking.pending) || (act === 'approve' && approving.pending)}
          onClick={() => start(act)}
        >
          {labelOf(act, appeal)}
        </Button>
      ))}
      {behind.length > 0 ? (
        <Dropdown
          trigger={['click']}
          menu={{
            items: behind.map((act) => ({ key: act, label: labelOf(act, appeal) })),
            onClick: ({ key }) => start(key as Act),
          }}
        >
          <Button>{tq('acts.more')}</Button>
        </Dropdown>
      ) : null}
      {open ? <ActDialog act={open} appeal={appeal} onClose={close} /> : null}
    </div>
  );
}

interface DialogProps {
  act: Act;
  appeal: Appeal;
  onClose: () => void;
}

function ActDialog({ act, ...props }: DialogProps) {
  switch (act) {
    case 'accept':
      return <AcceptDialog {...props} />;
    case 'refuse':
      return <RefuseDialog {...props} />;
    case 'classify':
      return <ClassifyDialog {...props} />;
    case 'dispatch':
      return <DispatchDialog {...props} />;
    case 'merge':
      return <MergeDialog {...props} />;
    case 'return':
      return <ReturnDialog {...props} />;
    case 'reply':
    case 'reply_at_once':
      return <ReplyDialog act={act} {...props} />;
    case 'extend':
      return <ExtendDialog {...props} />;
    case 'decide_extension':
      return <DecideDialog {...props} />;
    case 'suspend':
      return <SuspendDialog {...props} />;
    case 'call_back':
      return <CallbackDialog {...props} />;
    default:
      return WORDY.includes(act as Wordy) ? <WordsDialog act={act as Wordy} {...props} /> : null;
  }
}
