import { useState } from 'react';
import { fieldProblem } from '@/lib/problem';
import { tq } from '@/messages/appealDesk';
import { FormDialog } from '../FormDialog';
import { useActing } from './acting';
import type { Seen } from './api';
import { Lines } from './inputs';
import { Refusal } from './Refusal';

/** The acts that need nothing but words. */
export const WORDY = [
  'answer',
  'send_back',
  'unmerge',
  'reopen',
  'resume',
  'supervise',
  'note',
] as const;
export type Wordy = (typeof WORDY)[number];

interface Props {
  /** The case that the act is about; it may stand beside the one on the page. */
  appeal: Seen;
  act: Wordy;
  onClose: () => void;
}

/** Says what an act brings about, and asks for words. */
export function WordsDialog({ appeal, act, onClose }: Props) {
  const [words, setWords] = useState('');
  const doing = useActing(appeal, act, onClose);
  // A reader's words are called a note by the server.
  const problem = fieldProblem(doing.error, 'words') || fieldProblem(doing.error, 'note');
  return (
    <FormDialog
      title={tq(`act.${act}`)}
      submit={tq(`submit.${act}`)}
      pending={doing.pending}
      onClose={onClose}
      onSubmit={() => doing.run({ words: words.trim() })}
    >
      <p>{tq(`text.${act}`)}</p>
      <Lines
        label={tq(`words.${act}`)}
        hint={tq('words.least')}
        error={problem}
        value={words}
        onChange={setWords}
      />
      <Refusal error={doing.error} fields={['words', 'note']} onReload={doing.reload} />
    </FormDialog>
  );
}
