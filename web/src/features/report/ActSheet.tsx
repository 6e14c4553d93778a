import { useRef, useState } from 'react';
import { Button } from '@/components/Button';
import { Field } from '@/components/Field';
import { ProblemNote } from '@/components/Problem';
import { Sheet } from '@/components/Sheet';
import { fieldProblem } from '@/lib/problem';
import { tr } from '@/messages/report';
import { type Act, type AppealFile, drawTicket, useAct, type Whose } from './api';
import { FileBox } from './FileBox';
import styles from './Report.module.css';

interface Props {
  whose: Whose;
  act: Act;
  onClose: () => void;
  onDone: () => void;
}

/** Asks for the words of an act, and for photos where something is added. */
export function ActSheet({ whose, act, onClose, onDone }: Props) {
  const [words, setWords] = useState('');
  const [files, setFiles] = useState<readonly AppealFile[]>([]);
  const drawn = useRef<Promise<string> | undefined>(undefined);
  const acting = useAct(whose);
  const ticket = () => {
    drawn.current ??= drawTicket();
    return drawn.current;
  };
  const refused = fieldProblem(acting.error, 'words') || undefined;
  const send = async () => {
    const held = act === 'add' && drawn.current ? { ticket: await drawn.current } : {};
    acting.mutate({ act, words, ...held }, { onSuccess: onDone });
  };
  return (
    <Sheet title={tr(`act.${act}`)} onClose={onClose}>
      <form
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        {act === 'withdraw' ? <p>{tr('act.withdraw.note')}</p> : null}
        <Field label={tr(`act.words.${act}`)} error={refused}>
          {(control) => (
            <textarea
              {...control}
              rows={4}
              maxLength={5000}
              value={words}
              onChange={(event) => setWords(event.target.value)}
            />
          )}
        </Field>
        {act === 'add' ? <FileBox files={files} ticket={ticket} onChange={setFiles} /> : null}
        {refused ? null : <ProblemNote error={acting.error} />}
        <Button type="submit" wide disabled={acting.isPending}>
          {acting.isPending ? tr('form.sending') : tr('act.send')}
        </Button>
      </form>
    </Sheet>
  );
}
