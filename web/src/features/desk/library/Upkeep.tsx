import { formatDate } from '@/lib/date';
import type { PolicyPage } from '@/lib/policy';
import { tk } from '@/messages/libraryDesk';
import { StateMark } from '../StateMark';
import { formatMoment } from '../time';
import styles from './Upkeep.module.css';
import { Versions } from './Versions';

const LINKS = ['off', 'unchecked', 'ok', 'moved', 'gone', 'unreachable', 'refused'] as const;

/** Who keeps the policy, in what state, and why somebody should look at it again. */
export function Upkeep({ policy }: { policy: PolicyPage }) {
  const link = LINKS.find((one) => one === policy.link);
  const rows: Array<[string, string]> = [
    [tk('page.owner'), policy.owner || tk('page.owner.none')],
    [
      tk('page.version'),
      tk('page.version.nth', { version: policy.version, at: formatMoment(policy.updated_at) }),
    ],
    [
      tk('page.reviewed'),
      policy.state === 'published'
        ? tk('page.reviewed.by', {
            day: formatDate(policy.reviewed_day),
            by: formatDate(policy.review_by),
          })
        : formatDate(policy.reviewed_day),
    ],
    [tk('page.link'), link ? tk(`link.${link}`) : ''],
    [tk('page.origin'), policy.origin],
  ];
  return (
    <section className={styles.upkeep} aria-label={tk('page.facts')}>
      {policy.todo.length > 0 ? (
        <div className={styles.todo} role="note">
          <strong>{tk('page.todo')}</strong>
          <ul>
            {policy.todo.map((one) => (
              <li key={one.reason}>
                <b>{one.reason}</b>：{one.advice}
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      <dl>
        <div>
          <dt>{tk('page.state')}</dt>
          <dd>
            <StateMark state={policy.state} word={policy.state_label} />
          </dd>
        </div>
        {rows
          .filter(([, value]) => value)
          .map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      <div>
        <Versions id={policy.id} newest={policy.version} />
      </div>
    </section>
  );
}
