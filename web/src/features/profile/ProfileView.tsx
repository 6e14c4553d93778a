import type { Ref } from 'react';
import { Button } from '@/components/Button';
import { provenance } from '@/components/ClauseTree';
import { Icon } from '@/components/Icon';
import { formatDate, formatSpan } from '@/lib/date';
import { REGISTER_KEYS } from '@/lib/register';
import { factDisplay, factName } from '@/lib/text';
import { tm } from '@/messages/portal';
import type { Profile, ProfileFact } from './api';
import { type FactGroup, groupFacts } from './group';
import styles from './ProfileView.module.css';

/** Register entries and qualifications have sections of their own. */
const shownApart = (key: string) => REGISTER_KEYS.has(key) || key === 'qualification';

interface Props {
  profile: Profile;
  heading: Ref<HTMLHeadingElement>;
  onCorrect: (fact: ProfileFact) => void;
  onAdd: () => void;
}

/** What government knows about the enterprise, and who says so. */
export function ProfileView({ profile, heading, onCorrect, onAdd }: Props) {
  const groups = groupFacts((profile.facts ?? []).filter((fact) => !shownApart(fact.key)));
  const qualifications = profile.qualifications ?? [];
  const contacts = profile.contacts ?? [];
  return (
    <article className={styles.page}>
      <header>
        <h1 ref={heading} tabIndex={-1} className={styles.title}>
          {tm('profile.title')}
        </h1>
        <p className={styles.lead}>{tm('profile.lead')}</p>
      </header>
      <section className={styles.section}>
        <div className={styles.head}>
          <h2>{tm('profile.basic')}</h2>
        </div>
        <Basic profile={profile} />
      </section>
      <section className={styles.section}>
        <div className={styles.head}>
          <h2>{tm('profile.facts')}</h2>
          <Button look="quiet" onClick={onAdd}>
            <Icon name="plus" />
            {tm('profile.add')}
          </Button>
        </div>
        {groups.length > 0 ? (
          <ul className={styles.list}>
            {groups.map((group) => (
              <FactItem
                key={group.used.key + group.used.period}
                group={group}
                onCorrect={onCorrect}
              />
            ))}
          </ul>
        ) : (
          <p className={styles.note}>
            {tm('profile.facts.empty')}。{tm('profile.facts.emptyText')}
          </p>
        )}
        <p className={styles.note}>
          {tm('profile.tiers')}：{tm('profile.tiers.text')}
        </p>
      </section>
      <section className={styles.section}>
        <div className={styles.head}>
          <h2>{tm('profile.qualifications')}</h2>
        </div>
        {qualifications.length > 0 ? (
          <ul className={styles.tags}>
            {qualifications.map((held) => (
              <li key={held.value + held.from} className={styles.tag}>
                <strong>{held.label}</strong>
                <span className={held.valid ? styles.valid : styles.expired}>
                  <Icon name={held.valid ? 'check' : 'minus'} size="1em" />
                  {tm(held.valid ? 'profile.valid' : 'profile.expired')}
                </span>
                <span className={styles.note}>
                  {[formatSpan(held.from, held.to), held.source].filter(Boolean).join(' · ')}
                </span>
              </li>
            ))}
          </ul>
        ) : (
          <p className={styles.note}>{tm('profile.qualifications.empty')}</p>
        )}
      </section>
      {contacts.length > 0 ? (
        <section className={styles.section}>
          <div className={styles.head}>
            <h2>{tm('profile.contacts')}</h2>
          </div>
          <dl className={styles.basic}>
            {contacts.map((contact) => (
              <div key={contact.id}>
                <dt>{contact.role}</dt>
                <dd>
                  {contact.name} {contact.phone}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ) : null}
    </article>
  );
}

/** The register's own entries, each with who says so. */
function Basic({ profile }: { profile: Profile }) {
  const rows: Array<[key: string, label: string, value: string]> = [
    ['uscc', tm('profile.uscc'), profile.uscc],
    ['industry', tm('profile.industry'), profile.industry.label],
    ['division', tm('profile.division'), profile.division.label],
    ['address', tm('profile.address'), profile.address],
    ['registered', tm('profile.registered'), formatDate(profile.registered)],
    ['capital', tm('profile.capital'), profile.capital_text],
    ['status', tm('profile.status'), profile.status],
    ['size_class', tm('profile.size'), profile.size_label],
  ];
  return (
    <dl className={styles.basic}>
      {rows.map(([key, label, value]) => {
        const fact = (profile.facts ?? []).find((each) => each.key === key && each.strongest);
        const from = fact ? provenance(fact) : key === 'size_class' ? profile.size_basis : '';
        return (
          <div key={key}>
            <dt>{label}</dt>
            <dd className={key === 'uscc' ? styles.code : undefined}>
              {value || tm('profile.unknown')}
              {from ? <span className={`${styles.from} ${styles.basis}`}>{from}</span> : null}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

/** What a department or its staff say is corrected by them; the firm's own word by the firm. */
const declared = (fact: ProfileFact) => fact.tier !== 'T0' && fact.tier !== 'T1';

function FactItem({
  group: { used, others },
  onCorrect,
}: {
  group: FactGroup;
  onCorrect: (fact: ProfileFact) => void;
}) {
  return (
    <li className={styles.fact}>
      <p className={styles.label}>{factName(used)}</p>
      <p className={styles.value}>{factDisplay(used.display)}</p>
      <p className={styles.from}>{provenance(used)}</p>
      {declared(used) ? (
        <Button
          look="quiet"
          className={styles.correct}
          aria-label={tm('profile.correctOf', { label: factName(used) })}
          onClick={() => onCorrect(used)}
        >
          {tm('profile.correct')}
        </Button>
      ) : null}
      {others.length > 0 ? (
        <details className={styles.others}>
          <summary>{tm('profile.others', { count: others.length })}</summary>
          <ul>
            {others.map((fact) => (
              <li key={fact.id || fact.source}>
                <span className="num">{factDisplay(fact.display)}</span>{' '}
                <span className={styles.from}>{provenance(fact)}</span>
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </li>
  );
}
