import { formatDate } from '@/lib/date';
import { tw } from '@/messages/alarm';
import { ended } from '../drafts/deciding';
import { EndedDraft, WaitingDraft } from '../drafts/WaitingDraft';
import { formatMoment } from '../time';
import styles from './Alarms.module.css';
import {
  type AllRules,
  type Draft,
  decide,
  type Edition,
  KEY,
  type Rules,
  type Sentence,
} from './rules';

/** Versions from this day ship with the program. */
const SHIPPED = '2000-01-01';

const since = (edition: Edition, now: number): string => {
  if (edition.in_force === SHIPPED) return tw('rules.always');
  return tw(edition.version > now ? 'rules.coming' : 'rules.since', {
    day: formatDate(edition.in_force),
  });
};

/** When each kind of alarm is raised; `before` are the sentences that would be replaced. */
export function Sentences({
  list,
  rules,
  before,
}: {
  list: readonly Sentence[];
  rules: Rules;
  before?: Edition;
}) {
  const old = (kind: string) => before?.sentences.find((one) => one.kind === kind)?.words;
  const shown = before ? list.filter((one) => old(one.kind) !== one.words) : list;
  return (
    <dl className={styles.facts}>
      {shown.map((one) => (
        <div key={one.kind}>
          <dt>{one.label}</dt>
          {before ? (
            <dd className={styles.old}>{tw('rules.was', { words: old(one.kind) ?? '' })}</dd>
          ) : null}
          <dd>{before ? tw('rules.becomes', { words: one.words }) : one.words}</dd>
        </div>
      ))}
      {before && before.rules.answer_days === rules.answer_days ? null : (
        <div>
          <dt>{tw('rules.answer')}</dt>
          <dd>
            {before
              ? tw('rules.answer.change', {
                  before: before.rules.answer_days,
                  after: rules.answer_days,
                })
              : tw('rules.answer.days', { days: rules.answer_days })}
          </dd>
        </div>
      )}
    </dl>
  );
}

/** Thresholds that wait for a second person: what would change, and what can be done. */
export function RulesDraft({ draft, latest }: { draft: Draft; latest: Edition }) {
  return (
    <WaitingDraft
      draft={draft}
      latest={latest.version}
      decide={decide}
      queryKey={KEY}
      approved={tw('rules.approved')}
      overtaken={tw('rules.overtaken')}
    >
      <Sentences list={draft.sentences} rules={draft.rules} before={latest} />
      <p>{tw('rules.why', { reason: draft.reason, source: draft.source })}</p>
      <p className={styles.small}>
        {tw('rules.by', {
          who: draft.by,
          at: formatMoment(draft.at),
          from: draft.from
            ? tw('rules.by.day', { day: formatDate(draft.from) })
            : tw('rules.by.once'),
        })}
      </p>
    </WaitingDraft>
  );
}

/** Every edition with its source, who asked and who agreed; and what came of nothing. */
export function RulesHistory({ all }: { all: AllRules }) {
  const made = (version: number) => all.drafts.find((draft) => draft.edition === version);
  return (
    <details className={styles.card}>
      <summary>{tw('rules.history')}</summary>
      <ul className={styles.story}>
        {all.editions.map((edition) => {
          const draft = made(edition.version);
          return (
            <li key={edition.version}>
              <p>
                <strong>{tw('rules.version', { version: edition.version })}</strong>{' '}
                {since(edition, all.now.version)}
              </p>
              <p>{tw('rules.rests', { source: edition.source })}</p>
              {draft ? (
                <p className={styles.small}>
                  {tw('rules.made', {
                    who: draft.by,
                    agreed: draft.decided_by,
                    reason: draft.reason,
                  })}
                </p>
              ) : null}
            </li>
          );
        })}
        {ended(all.drafts).map((draft) => (
          <li key={draft.id}>
            <EndedDraft draft={draft} />
          </li>
        ))}
      </ul>
    </details>
  );
}

/** What holds now. */
export function RulesNow({ edition }: { edition: Edition }) {
  return (
    <section className={styles.card} aria-label={tw('rules.now')}>
      <h2>{tw('rules.now')}</h2>
      <p className={styles.small}>
        {tw('rules.version', { version: edition.version })} {since(edition, edition.version)}
        {'　'}
        {tw('rules.rests', { source: edition.source })}
      </p>
      <Sentences list={edition.sentences} rules={edition.rules} />
    </section>
  );
}
