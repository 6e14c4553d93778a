import { useQuery } from '@tanstack/react-query';
import { type ReactNode, type Ref, useState } from 'react';
import { Button } from '@/components/Button';
import { Empty } from '@/components/Empty';
import { Field } from '@/components/Field';
import { ProblemNote, ProblemScreen } from '@/components/Problem';
import { SkeletonCards } from '@/components/Skeleton';
import { fieldProblem } from '@/lib/problem';
import { t } from '@/messages/shared';
import { ts } from '@/messages/subscription';
import {
  SIZES,
  type Subscription,
  type SubscriptionForm,
  type Suggested,
  sectionsQuery,
  subscriptionsQuery,
  useSubscribe,
  useUnsubscribe,
} from './api';
import styles from './Subscriptions.module.css';

interface Props {
  uscc: string;
  heading: Ref<HTMLHeadingElement>;
  /** The link to how messages come, which the portal draws. */
  settings: ReactNode;
}

/** What the firm wants to hear of: to see, to add to, to take away from. */
export function SubscriptionsView({ uscc, heading, settings }: Props) {
  const { data, error, isPending, refetch } = useQuery(subscriptionsQuery(uscc));
  const [said, setSaid] = useState('');
  return (
    <article className={styles.page}>
      <header>
        <h1 ref={heading} tabIndex={-1}>
          {ts('title')}
        </h1>
        <p className={styles.lead}>
          {ts('lead')} {settings}
        </p>
      </header>
      {isPending ? <SkeletonCards count={2} /> : null}
      {error ? <ProblemScreen error={error} onRetry={() => void refetch()} /> : null}
      {data ? (
        <>
          <List uscc={uscc} list={data.items} onSaid={setSaid} />
          <Adder uscc={uscc} suggested={data.suggested} onSaid={setSaid} />
        </>
      ) : null}
      <p className={styles.said} role="status">
        {said}
      </p>
    </article>
  );
}

/** What a subscription asks for, in words. */
function wordsOf(one: Subscription): string {
  const size = SIZES.find((value) => value === one.size_class);
  return [
    one.industry ? one.industry_label || one.industry : '',
    size ? t(`size.${size}`) : '',
    one.keyword ? ts('keyword.is', { keyword: one.keyword }) : '',
  ]
    .filter(Boolean)
    .join(' · ');
}

interface PartProps {
  uscc: string;
  onSaid: (words: string) => void;
}

function List({ uscc, list, onSaid }: PartProps & { list: readonly Subscription[] }) {
  const removing = useUnsubscribe(uscc);
  if (list.length === 0) return <Empty title={ts('empty.title')} text={ts('empty.text')} />;
  return (
    <section className={styles.section} aria-label={ts('list')}>
      <p className={styles.lead}>{ts('count', { count: list.length })}</p>
      <ul className={styles.list}>
        {list.map((one) => (
          <li key={one.id}>
            <span>{wordsOf(one)}</span>
            <Button
              look="quiet"
              disabled={removing.isPending}
              aria-label={ts('removeOf', { what: wordsOf(one) })}
              onClick={() => removing.mutate(one.id, { onSuccess: () => onSaid(ts('removed')) })}
            >
              {ts('remove')}
            </Button>
          </li>
        ))}
      </ul>
      <ProblemNote error={removing.error} />
    </section>
  );
}

const NOTHING: SubscriptionForm = { industry: '', size_class: '', keyword: '' };

function Adder({ uscc, suggested, onSaid }: PartProps & { suggested: Suggested }) {
  const [form, setForm] = useState(NOTHING);
  const saving = useSubscribe(uscc);
  const change = (patch: Partial<SubscriptionForm>) => {
    setForm((before) => ({ ...before, ...patch }));
    onSaid('');
  };
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        saving.mutate(form, {
          onSuccess: () => {
            setForm(NOTHING);
            onSaid(ts('saved'));
          },
        });
      }}
    >
      <h2>{ts('add')}</h2>
      <IndustryField
        value={form.industry}
        suggested={suggested}
        onChange={(industry) => change({ industry })}
      />
      <Field label={ts('size')}>
        {(control) => (
          <select
            {...control}
            value={form.size_class}
            onChange={(event) =>
              change({ size_class: event.target.value as SubscriptionForm['size_class'] })
            }
          >
            <option value="">{ts('size.any')}</option>
            {SIZES.map((size) => (
              <option key={size} value={size}>
                {size === suggested.size_class
                  ? ts('size.own', { size: t(`size.${size}`) })
                  : t(`size.${size}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field
        label={ts('keyword')}
        hint={ts('keyword.hint')}
        error={fieldProblem(saving.error, 'keyword') || undefined}
      >
        {(control) => (
          <input
            {...control}
            maxLength={30}
            autoComplete="off"
            value={form.keyword}
            onChange={(event) => change({ keyword: event.target.value })}
          />
        )}
      </Field>
      {fieldProblem(saving.error, 'keyword') ? null : <ProblemNote error={saving.error} />}
      <Button type="submit" wide disabled={saving.isPending}>
        {saving.isPending ? ts('saving') : ts('save')}
      </Button>
    </form>
  );
}

interface IndustryProps {
  value: string;
  suggested: Suggested;
  onChange: (code: string) => void;
}

/** The firm's own industry from wide to narrow, and the sections of all industries. */
function IndustryField({ value, suggested, onChange }: IndustryProps) {
  const { data } = useQuery(sectionsQuery);
  const own = suggested.industries;
  const others = (data?.items ?? []).filter(({ code }) => !own.some((one) => one.code === code));
  return (
    <Field label={ts('industry')}>
      {(control) => (
        <select {...control} value={value} onChange={(event) => onChange(event.target.value)}>
          <option value="">{ts('industry.any')}</option>
          {own.length > 0 ? (
            <optgroup label={ts('industry.own')}>
              {own.map(({ code, label }) => (
                <option key={code} value={code}>
                  {label}
                </option>
              ))}
            </optgroup>
          ) : null}
          <optgroup label={ts('industry.all')}>
            {others.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </optgroup>
        </select>
      )}
    </Field>
  );
}
