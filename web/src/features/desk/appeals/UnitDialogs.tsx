import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Field } from '@/components/Field';
import { fieldProblem } from '@/lib/problem';
import { tq } from '@/messages/appealDesk';
import { ts } from '@/messages/sorting';
import { FormDialog } from '../FormDialog';
import { AdviceBeforeSending } from './Advice';
import styles from './Appeals.module.css';
import { useActing } from './acting';
import { type Advice, type Appeal, useReplyCheck } from './api';
import { formatEnd, tomorrow } from './day';
import { EvidenceBox } from './Evidence';
import { evidenceQuery } from './files';
import { DepartmentField, Lines, OneOf } from './inputs';
import { Refusal } from './Refusal';
import { TemplatePick } from './TemplatePick';

interface Props {
  appeal: Appeal;
  onClose: () => void;
}

/** Gives a case back: by which clause it is not ours, and whose it is. */
export function ReturnDialog({ appeal, onClose }: Props) {
  const [form, setForm] = useState({ clause: '', suggested: '', reason: '' });
  const change = (patch: Partial<typeof form>) => setForm((before) => ({ ...before, ...patch }));
  const doing = useActing(appeal, 'return', onClose);
  const until = (appeal.parts ?? []).find(
    (part) => part.role === 'lead' && ['sent', 'taken'].includes(part.state),
  )?.object_until;
  return (
    <FormDialog
      title={tq('act.return')}
      submit={tq('return.submit')}
      pending={doing.pending}
      onClose={onClose}
      onSubmit={() => doing.run(form)}
    >
      <p>
        {tq('return.text')}
        {until ? tq('return.until', { moment: formatEnd(until) }) : ''}
        {appeal.returns === 2 ? tq('return.third') : ''}
      </p>
      <Lines
        label={tq('return.clause')}
        hint={tq('return.clause.hint')}
        error={fieldProblem(doing.error, 'clause')}
        rows={2}
        max={500}
        value={form.clause}
        onChange={(clause) => change({ clause })}
      />
      <DepartmentField
        label={tq('return.suggested')}
        error={fieldProblem(doing.error, 'suggested')}
        value={form.suggested}
        onChange={(suggested) => change({ suggested })}
      />
      <Lines
        label={tq('return.reason')}
        error={fieldProblem(doing.error, 'reason')}
        rows={3}
        value={form.reason}
        onChange={(reason) => change({ reason })}
      />
      <Refusal
        error={doing.error}
        fields={['clause', 'suggested', 'reason']}
        onReload={doing.reload}
      />
    </FormDialog>
  );
}

const CLOSINGS = ['solved', 'partly', 'explained', 'beyond_law'] as const;
type Closing = (typeof CLOSINGS)[number];

interface ReplyProps extends Props {
  act: 'reply' | 'reply_at_once';
}

/** Writes the answer to the reporter; a second person reads it before it is sent. */
export function ReplyDialog({ appeal, act, onClose }: ReplyProps) {
  const sentBack = (appeal.replies ?? []).filter((reply) => reply.state === 'sent_back').at(-1);
  const [words, setWords] = useState(sentBack?.words ?? '');
  const [closing, setClosing] = useState<Closing | ''>((sentBack?.closing as Closing) ?? '');
  const [promised, setPromised] = useState(sentBack?.promised_on ?? '');
  const [tried, setTried] = useState(false);
  // What was found in which words; other words are looked at anew.
  const [advised, setAdvised] = useState<{ words: string; list: readonly Advice[] } | null>(null);
  const doing = useActing(appeal, act, onClose);
  const check = useReplyCheck(appeal.id);
  const { data: laid } = useQuery(evidenceQuery(appeal.id));
  const promise = promised ? { promised_on: promised } : {};
  const told = advised?.words === words.trim() + promised ? advised.list : [];
  const send = () => {
    const files = (laid ?? []).map((file) => file.id);
    if (closing) doing.run({ words: words.trim(), closing, ...promise, files });
  };
  const missing = tried && !closing ? tq('reply.closing.missing') : '';
  return (
    <FormDialog
      title={tq(`act.${act}`)}
      submit={told.length > 0 ? ts('advice.submit') : tq('reply.submit')}
      pending={doing.pending || check.isPending}
      onClose={onClose}
      onSubmit={() => {
        setTried(true);
        if (!closing) return;
        const said = words.trim();
        if (told.length > 0) send();
        else
          check.mutate(
            { words: said, ...promise },
            {
              onSuccess: ({ items }) => {
                setAdvised({ words: said + promised, list: items ?? [] });
                if (!items?.length) send();
              },
              // Advice that does not come holds nothing up.
              onError: send,
            },
          );
      }}
    >
      <p>{tq('reply.text')}</p>
      {sentBack?.note ? (
        <p className={styles.notice}>{tq('reply.sentBack', { note: sentBack.note })}</p>
      ) : null}
      <TemplatePick
        appeal={appeal.id}
        onPick={(prepared) => setWords(words.trim() ? `${words.trim()}\n${prepared}` : prepared)}
      />
      <Lines
        label={tq('reply.words')}
        hint={tq('reply.words.hint')}
        error={fieldProblem(doing.error, 'words')}
        rows={6}
        value={words}
        onChange={setWords}
      />
      {told.length > 0 ? <AdviceBeforeSending words={words.trim()} list={told} /> : null}
      <EvidenceBox appeal={appeal.id} />
      <OneOf
        legend={tq('reply.closing')}
        value={closing}
        onChange={setClosing}
        error={fieldProblem(doing.error, 'closing') || missing}
        options={CLOSINGS.map((value) => ({
          value,
          label: tq(`closing.${value}`),
          note: tq(`closing.${value}.note`),
        }))}
      />
      <Field
        label={tq('reply.promised')}
        hint={tq('reply.promised.hint')}
        error={fieldProblem(doing.error, 'promised_on')}
      >
        {(control) => (
          <input
            {...control}
            type="date"
            min={tomorrow()}
            value={promised}
            onChange={(event) => setPromised(event.target.value)}
          />
        )}
      </Field>
      <Refusal
        error={doing.error}
        fields={['words', 'closing', 'promised_on']}
        onReload={doing.reload}
      />
    </FormDialog>
  );
}

/** Asks a leader for more time. */
export function ExtendDialog({ appeal, onClose }: Props) {
  const [days, setDays] = useState('5');
  const [reason, setReason] = useState('');
  const doing = useActing(appeal, 'extend', onClose);
  return (
    <FormDialog
      title={tq('act.extend')}
      submit={tq('extend.submit')}
      pending={doing.pending}
      onClose={onClose}
      onSubmit={() => doing.run({ days: Number(days) || 0, reason: reason.trim() })}
    >
      <p>{tq('extend.text')}</p>
      <Field
        label={tq('extend.days')}
        error={fieldProblem(doing.error, 'days')}
        after={<span className={styles.unit}>{tq('extend.unit')}</span>}
      >
        {(control) => (
          <input
            {...control}
            type="number"
            inputMode="numeric"
            min={1}
            max={10}
            value={days}
            onChange={(event) => setDays(event.target.value)}
          />
        )}
      </Field>
      <Lines
        label={tq('extend.reason')}
        hint={tq('words.least')}
        error={fieldProblem(doing.error, 'reason')}
        value={reason}
        onChange={setReason}
      />
      <Refusal error={doing.error} fields={['days', 'reason']} onReload={doing.reload} />
    </FormDialog>
  );
}
