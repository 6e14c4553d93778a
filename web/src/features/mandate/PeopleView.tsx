import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { type RefObject, useState } from 'react';
import { Button } from '@/components/Button';
import { ProblemNote } from '@/components/Problem';
import { SkeletonCards } from '@/components/Skeleton';
import { formatDay } from '@/lib/date';
import { tn } from '@/messages/mandate';
import { type Person, peopleQuery, type Sent, type Show, sentQuery, useWithdraw } from './api';
import { ChangeSheet, EndSheet } from './HandlerSheets';
import { InviteSheet } from './InviteSheet';
import styles from './Mandate.module.css';
import { lastDay, nameOf, PersonCard } from './PersonCard';

type Open = { kind: 'invite' } | { kind: 'end' | 'change' | 'handOver'; person: Person } | null;

interface Props {
  uscc: string;
  heading: RefObject<HTMLHeadingElement | null>;
  show: Show;
  onShow: (show: Show) => void;
}

/** Who acts for the enterprise, whom it has invited, and the means to change that. */
export function PeopleView({ uscc, heading, show, onShow }: Props) {
  const { data: people } = useSuspenseQuery(peopleQuery(uscc, 'current'));
  const { data: sent } = useSuspenseQuery(sentQuery(uscc));
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  const items = people.items ?? [];
  return (
    <article className={styles.page}>
      <div>
        <h1 ref={heading} tabIndex={-1}>
          {tn('people.title')}
        </h1>
        <p className={styles.lead}>{tn('people.lead')}</p>
      </div>
      <Button onClick={() => setOpen({ kind: 'invite' })}>{tn('people.invite')}</Button>
      <section className={styles.section} aria-label={tn('people.current')}>
        <ul className={styles.list}>
          {items.map((person) => (
            <li key={person.id} className={styles.card}>
              <PersonCard person={person} over={false} />
              <Acts person={person} onOpen={setOpen} />
            </li>
          ))}
        </ul>
        {items.some((person) => person.role === 'handler') ? null : (
          <p className={styles.note}>{tn('people.handlers.none')}</p>
        )}
      </section>
      <SentSection uscc={uscc} items={sent.items ?? []} />
      <section className={styles.section} aria-label={tn('people.over')}>
        <div>
          <Button look="quiet" onClick={() => onShow(show === 'over' ? 'current' : 'over')}>
            {show === 'over' ? tn('people.over.hide') : tn('people.over.show')}
          </Button>
        </div>
        {show === 'over' ? <OverList uscc={uscc} /> : null}
      </section>
      {open?.kind === 'invite' ? <InviteSheet uscc={uscc} onClose={close} /> : null}
      {open?.kind === 'handOver' ? (
        <InviteSheet uscc={uscc} replaces={open.person} onClose={close} />
      ) : null}
      {open?.kind === 'end' ? <EndSheet uscc={uscc} person={open.person} onClose={close} /> : null}
      {open?.kind === 'change' ? (
        <ChangeSheet uscc={uscc} person={open.person} onClose={close} />
      ) : null}
    </article>
  );
}

function Acts({ person, onOpen }: { person: Person; onOpen: (open: Open) => void }) {
  const can = person.can ?? [];
  if (can.length === 0) return null;
  const act = (word: string, kind: 'end' | 'change' | 'handOver') => (
    <Button
      look="secondary"
      aria-label={`${word}：${nameOf(person)}`}
      onClick={() => onOpen({ kind, person })}
    >
      {word}
    </Button>
  );
  return (
    <div className={styles.acts}>
      {can.includes('change') ? act(tn('mandate.change'), 'change') : null}
      {can.includes('hand_over') ? act(tn('mandate.handOver'), 'handOver') : null}
      {can.includes('end') ? act(tn('mandate.end'), 'end') : null}
    </div>
  );
}

function SentSection({ uscc, items }: { uscc: string; items: readonly Sent[] }) {
  const withdraw = useWithdraw(uscc);
  return (
    <section className={styles.section} aria-labelledby="sent-title">
      <h2 id="sent-title">{tn('sent.title')}</h2>
      {items.length === 0 ? <p className={styles.note}>{tn('sent.none')}</p> : null}
      <ProblemNote error={withdraw.error} />
      <ul className={styles.list}>
        {items.map((one) => (
          <li key={one.id} className={styles.card}>
            <div className={styles.who}>
              <strong>{tn(`state.${one.state}`)}</strong>
              <span>
                {one.phone_tail ? tn('sent.tail', { tail: one.phone_tail }) : tn('sent.any')}
              </span>
              <span className={styles.note}>
                {one.decided_at
                  ? tn('sent.decided', { date: formatDay(one.decided_at) })
                  : tn('sent.until', { date: formatDay(one.expires_at) })}
              </span>
            </div>
            <dl className={styles.facts}>
              <dt>{tn('mandate.matters')}</dt>
              <dd>{(one.matters ?? []).map((matter) => matter.name).join('、')}</dd>
              <dt>{tn('mandate.until')}</dt>
              <dd>{lastDay(one.ends_at)}</dd>
            </dl>
            {one.replaces ? <p className={styles.note}>{tn('sent.replaces')}</p> : null}
            {(one.can ?? []).includes('withdraw') ? (
              <div className={styles.acts}>
                <Button
                  look="secondary"
                  disabled={withdraw.isPending}
                  onClick={() => withdraw.mutate(one.id)}
                >
                  {tn('sent.withdraw')}
                </Button>
              </div>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

function OverList({ uscc }: { uscc: string }) {
  const over = useQuery(peopleQuery(uscc, 'over'));
  if (over.error) return <ProblemNote error={over.error} />;
  if (!over.data) return <SkeletonCards count={1} />;
  const items = over.data.items ?? [];
  if (items.length === 0) return <p className={styles.note}>{tn('people.over.none')}</p>;
  return (
    <ul className={styles.list}>
      {items.map((person) => (
        <li key={person.id} className={styles.card}>
          <PersonCard person={person} over />
        </li>
      ))}
    </ul>
  );
}
