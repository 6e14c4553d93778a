import { useQuery } from '@tanstack/react-query';
import { Checkbox } from 'antd';
import { useState } from 'react';
import { Field } from '@/components/Field';
import { fieldProblem } from '@/lib/problem';
import { tq } from '@/messages/appealDesk';
import { FormDialog } from '../FormDialog';
import { CodeSelect } from '../list/CodeSelect';
import styles from './Appeals.module.css';
import { useActing } from './acting';
import { type Appeal, choicesQuery } from './api';
import { Lines, OneOf } from './inputs';
import { Refusal } from './Refusal';
import { KINDS } from './search';
import { TopicField } from './TopicField';

interface Props {
  appeal: Appeal;
  onClose: () => void;
}

/** Takes a case on, as ordinary or as complex. */
export function AcceptDialog({ appeal, onClose }: Props) {
  const [weight, setWeight] = useState<'ordinary' | 'complex'>(
    appeal.complex ? 'complex' : 'ordinary',
  );
  const doing = useActing(appeal, 'accept', onClose);
  return (
    <FormDialog
      title={tq('act.accept')}
      submit={tq('act.accept')}
      pending={doing.pending}
      onClose={onClose}
      onSubmit={() => doing.run({ complex: weight === 'complex' })}
    >
      <p>{tq('accept.text')}</p>
      <OneOf
        legend={tq('accept.weight')}
        value={weight}
        onChange={setWeight}
        options={(['ordinary', 'complex'] as const).map((value) => ({
          value,
          label: tq(`accept.${value}`),
          note: tq(`accept.${value}.note`),
        }))}
      />
      <Refusal error={doing.error} onReload={doing.reload} />
    </FormDialog>
  );
}

/** Does not accept a case: on which ground, by which rule, and where it belongs. */
export function RefuseDialog({ appeal, onClose }: Props) {
  const [ground, setGround] = useState('');
  const [words, setWords] = useState('');
  const [tried, setTried] = useState(false);
  const choices = useQuery(choicesQuery);
  const grounds = choices.data?.grounds ?? [];
  const chosen = grounds.find((one) => one.code === ground);
  const doing = useActing(appeal, 'refuse', onClose);
  const missing = tried && !ground ? tq('refuse.ground.missing') : '';
  return (
    <FormDialog
      title={tq('act.refuse')}
      submit={tq('refuse.submit')}
      danger
      pending={doing.pending}
      onClose={onClose}
      onSubmit={() => {
        setTried(true);
        if (ground) doing.run({ ground, words: words.trim() });
      }}
    >
      <p>{tq('refuse.text')}</p>
      <Field label={tq('refuse.ground')} error={fieldProblem(doing.error, 'ground') || missing}>
        {(control) => (
          <select {...control} value={ground} onChange={(event) => setGround(event.target.value)}>
            <option value="">{tq('choose')}</option>
            {grounds.map((one) => (
              <option key={one.code} value={one.code}>
                {one.label}
              </option>
            ))}
          </select>
        )}
      </Field>
      {chosen ? (
        <dl className={styles.rule}>
          <dt>{tq('refuse.rule')}</dt>
          <dd>{chosen.rule}</dd>
          <dt>{tq('refuse.door')}</dt>
          <dd>{chosen.door}</dd>
        </dl>
      ) : null}
      <Lines
        label={tq('refuse.words')}
        hint={tq('refuse.words.hint')}
        error={fieldProblem(doing.error, 'words')}
        value={words}
        onChange={setWords}
      />
      <Refusal error={doing.error} fields={['ground', 'words']} onReload={doing.reload} />
    </FormDialog>
  );
}

/** Corrects what a case is about. */
export function ClassifyDialog({ appeal, onClose }: Props) {
  const [form, setForm] = useState({
    kind: appeal.kind as (typeof KINDS)[number],
    topic: appeal.topic,
    urgency: (appeal.urgent ? 'urgent' : 'normal') as 'normal' | 'urgent',
    place: appeal.place,
    division: appeal.division,
    complex: appeal.complex,
  });
  const change = (patch: Partial<typeof form>) => setForm((before) => ({ ...before, ...patch }));
  const doing = useActing(appeal, 'classify', onClose);
  return (
    <FormDialog
      title={tq('act.classify')}
      submit={tq('classify.submit')}
      pending={doing.pending}
      onClose={onClose}
      onSubmit={() => doing.run(form)}
    >
      <Field label={tq('row.kind')} error={fieldProblem(doing.error, 'kind')}>
        {(control) => (
          <select
            {...control}
            value={form.kind}
            onChange={(event) => change({ kind: event.target.value as typeof form.kind })}
          >
            {KINDS.map((kind) => (
              <option key={kind} value={kind}>
                {tq(`kind.${kind}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <TopicField
        value={form.topic}
        known={appeal.topic_label}
        error={fieldProblem(doing.error, 'topic')}
        onChange={(topic) => change({ topic })}
      />
      <Field label={tq('case.place')} error={fieldProblem(doing.error, 'place')}>
        {(control) => (
          <input
            {...control}
            maxLength={200}
            value={form.place}
            onChange={(event) => change({ place: event.target.value })}
          />
        )}
      </Field>
      <CodeSelect
        tree="division"
        label={tq('case.division')}
        value={form.division || undefined}
        onChange={(division) => change({ division: division ?? '' })}
      />
      <Checkbox
        checked={form.urgency === 'urgent'}
        onChange={(event) => change({ urgency: event.target.checked ? 'urgent' : 'normal' })}
      >
        {tq('mark.urgent')}
      </Checkbox>
      <Checkbox
        checked={form.complex}
        onChange={(event) => change({ complex: event.target.checked })}
      >
        {tq('accept.complex')}
        <small className={styles.small}>{tq('classify.complex.hint')}</small>
      </Checkbox>
      <Refusal error={doing.error} fields={['kind', 'topic', 'place']} onReload={doing.reload} />
    </FormDialog>
  );
}
