import { Link } from '@tanstack/react-router';
import { formatDate } from '@/lib/date';
import { tk } from '@/messages/issue';
import type { IssueDetail, Week } from './api';
import styles from './Issues.module.css';

/** What came of an issue: a sentence, two numbers, and every week; each opens its cases. */
export function Effect({ issue }: { issue: IssueDetail }) {
  const { effect } = issue;
  const most = Math.max(1, ...effect.weeks.map(({ cases }) => cases));
  return (
    <section className={styles.card} aria-label={tk('effect.title')}>
      <h2>{tk('effect.title')}</h2>
      <p>{effect.sentence}</p>
      <p className={styles.acts}>
        <Link
          to="/appeal-issues/$id/cases"
          params={{ id: issue.id }}
          search={{ part: 'before' }}
          className={styles.number}
        >
          {tk(issue.begun_at ? 'effect.before' : 'effect.recent', { count: effect.before })}
        </Link>
        {effect.weeks_after > 0 ? (
          <Link
            to="/appeal-issues/$id/cases"
            params={{ id: issue.id }}
            search={{ part: 'after' }}
            className={styles.number}
          >
            {tk('effect.after', { weeks: effect.weeks_after, count: effect.after })}
          </Link>
        ) : null}
      </p>
      {issue.begun_at ? (
        <p className={styles.legend}>
          <span className={styles.before}>{tk('effect.legend.before')}</span>
          <span className={styles.after}>{tk('effect.legend.after')}</span>
        </p>
      ) : null}
      <section
        className={styles.scroll}
        aria-label={tk('effect.weeks')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
      >
        <ol className={styles.weeks}>
          {effect.weeks.map((week) => (
            <Bar key={week.from} id={issue.id} week={week} most={most} />
          ))}
        </ol>
      </section>
      <p className={styles.lead}>{tk('effect.own')}</p>
    </section>
  );
}

/** One week: as high as it has cases. */
function Bar({ id, week, most }: { id: string; week: Week; most: number }) {
  const look = `${styles.bar} ${week.after ? styles.after : styles.before} ${week.whole ? '' : styles.running}`;
  const from = week.from.slice(5).replace('-', '/');
  return (
    <li className={styles.week}>
      {week.cases > 0 ? (
        <Link
          to="/appeal-issues/$id/cases"
          params={{ id }}
          search={{ part: 'week', week: week.from }}
          className={styles.number}
          aria-label={tk('effect.week', {
            count: week.cases,
            from: formatDate(week.from),
            until: formatDate(week.until),
          })}
        >
          {week.cases}
        </Link>
      ) : (
        <span className={styles.small}>0</span>
      )}
      <span className={look} style={{ height: `${(week.cases / most) * 7}rem` }} />
      <small className={styles.small}>{week.whole ? from : tk('effect.running')}</small>
    </li>
  );
}
