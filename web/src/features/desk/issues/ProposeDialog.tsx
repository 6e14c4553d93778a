import { useNavigate } from '@tanstack/react-router';
import { App } from 'antd';
import { useState } from 'react';
import { Field } from '@/components/Field';
import { chinaToday } from '@/lib/date';
import { fieldProblem } from '@/lib/problem';
import { tk } from '@/messages/issue';
import { Lines } from '../appeals/inputs';
import { SpotField } from '../appeals/pickers';
import { Refusal } from '../appeals/Refusal';
import { TopicField } from '../appeals/TopicField';
import { FormDialog } from '../FormDialog';
import { usePropose } from './api';

/** What an issue is made of that somebody puts on the list. */
export interface Start {
  /** The signal that it comes from. */
  signal?: string;
  title?: string;
  topic?: string;
  /** The signal says topic and place itself. */
  said?: string;
}

/** Puts an issue on the list of a month, and opens it. */
export function ProposeDialog({ start, onClose }: { start: Start; onClose: () => void }) {
  const { message } = App.useApp();
  const navigate = useNavigate();
  const [month, setMonth] = useState(chinaToday(new Date()).slice(0, 7));
  const [title, setTitle] = useState(start.title ?? '');
  const [topic, setTopic] = useState(start.topic ?? '');
  const [place, setPlace] = useState('');
  const [reason, setReason] = useState('');
  const proposing = usePropose();
  const wrong = (field: string) => fieldProblem(proposing.error, field) || undefined;
  return (
    <FormDialog
      title={tk('propose.title')}
      submit={tk('propose.submit')}
      pending={proposing.isPending}
      onClose={onClose}
      onSubmit={() =>
        proposing.mutate(
          {
            month,
            title: title.trim(),
            reason: reason.trim(),
            ...(start.signal ? { signal: start.signal } : {}),
            ...(start.said ? {} : { topic, place }),
          },
          {
            onSuccess: ({ id }) => {
              void message.success(tk('propose.done'));
              onClose();
              void navigate({ to: '/appeal-issues/$id', params: { id } });
            },
          },
        )
      }
    >
      <Field label={tk('month')} error={wrong('month')}>
        {(control) => (
          <input
            {...control}
            type="month"
            value={month}
            onChange={(event) => setMonth(event.target.value)}
          />
        )}
      </Field>
      <Field label={tk('propose.name')} hint={tk('propose.name.hint')} error={wrong('title')}>
        {(control) => (
          <input
            {...control}
            maxLength={60}
            value={title}
            onChange={(event) => setTitle(event.target.value)}
          />
        )}
      </Field>
      {start.said ? (
        <p>{start.said}</p>
      ) : (
        <>
          <TopicField value={topic} onChange={setTopic} error={wrong('topic')} />
          <SpotField value={place} onChange={setPlace} />
        </>
      )}
      <Lines
        label={tk('propose.reason')}
        hint={tk('words.least')}
        error={wrong('reason')}
        rows={3}
        max={500}
        value={reason}
        onChange={setReason}
      />
      <Refusal error={proposing.error} fields={['month', 'title', 'topic', 'reason']} />
    </FormDialog>
  );
}
