import { formatDay } from '@/lib/date';
import { tn } from '@/messages/mandate';
import type { Person } from './api';
import styles from './Mandate.module.css';

export const nameOf = (person: Person) => person.name || tn('people.noName');

function sourceOf({ source, granted_by: by }: Person): string {
  return source === 'invitation' && by
    ? tn('source.invitation.by', { name: by })
    : tn(`source.${source}`);
}

/** Somebody who acts for the enterprise: who, in what, since and until when, by whom. */
export function PersonCard({ person, over }: { person: Person; over: boolean }) {
  return (
    <>
      <div className={styles.who}>
        <strong>{nameOf(person)}</strong>
        <span>{tn(`role.${person.role}`)}</span>
        {person.mine ? <span className={styles.mark}>{tn('people.me')}</span> : null}
        <span className={styles.phone}>{person.phone || tn('people.noPhone')}</span>
      </div>
      <dl className={styles.facts}>
        <dt>{tn('mandate.matters')}</dt>
        <dd>{(person.matters ?? []).map((matter) => matter.name).join('、')}</dd>
        <dt>{tn('mandate.since')}</dt>
        <dd>{formatDay(person.starts_at)}</dd>
        <dt>{tn('mandate.until')}</dt>
        <dd>{untilOf(person, over)}</dd>
        <dt>{tn('mandate.source')}</dt>
        <dd>{sourceOf(person)}</dd>
      </dl>
    </>
  );
}

/** An end is not included: what ends at midnight lasts until the day before. */
export function lastDay(end: string): string {
  return formatDay(new Date(new Date(end).getTime() - 1000).toISOString());
}

function untilOf({ ends_at: end }: Person, over: boolean): string {
  if (!end) return tn('mandate.endless');
  return over ? tn('mandate.ended', { date: lastDay(end) }) : lastDay(end);
}
