import { tw } from '@/messages/alarm';
import { formatMoment } from '../time';
import styles from './Alarms.module.css';
import type { Alarm } from './api';

interface Step {
  key: string;
  at: string | undefined;
  what: string;
  words?: string | undefined;
}

/** What happened to an alarm, in sentences. */
function storyOf(alarm: Alarm): Step[] {
  const steps: Step[] = [{ key: 'raised', at: alarm.raised_at, what: tw('story.raised') }];
  if (alarm.opened_at) {
    const by = alarm.opened_by ?? '';
    const what = alarm.answer_by
      ? tw('story.opened', { by, until: formatMoment(alarm.answer_by) })
      : tw('story.openedLong', { by });
    steps.push({ key: 'opened', at: alarm.opened_at, what });
  }
  if (alarm.answered_at) {
    const what = tw('story.answered', { by: alarm.answered_by ?? '' });
    steps.push({ key: 'answered', at: alarm.answered_at, what, words: alarm.answer });
  }
  if (alarm.ended_at) {
    const what = tw('story.ended', { by: alarm.ended_by ?? '', state: alarm.state_label });
    steps.push({ key: 'ended', at: alarm.ended_at, what, words: alarm.verdict });
  }
  return steps;
}

/** What an alarm is, about whom, and what became of it. */
export function AlarmFacts({ alarm }: { alarm: Alarm }) {
  return (
    <>
      <section className={styles.card}>
        <dl className={styles.facts}>
          <div>
            <dt>{tw('fact.department')}</dt>
            <dd>{alarm.department}</dd>
          </div>
          <div>
            <dt>{tw('fact.state')}</dt>
            <dd>{alarm.state_label}</dd>
          </div>
          {alarm.compared ? (
            <div>
              <dt>{tw('fact.compared')}</dt>
              <dd>{alarm.compared}</dd>
            </div>
          ) : null}
          <div>
            <dt>{tw('fact.words')}</dt>
            <dd>
              {alarm.words}
              <small className={styles.small}>
                {tw('fact.edition', { edition: alarm.edition, source: alarm.source })}
              </small>
            </dd>
          </div>
        </dl>
      </section>
      <section className={styles.card} aria-label={tw('story.title')}>
        <h2>{tw('story.title')}</h2>
        <ol className={styles.story}>
          {storyOf(alarm).map((step) => (
            <li key={step.key}>
              <p>{step.what}</p>
              {step.words ? <p>{step.words}</p> : null}
              <small className={styles.small}>{formatMoment(step.at)}</small>
            </li>
          ))}
        </ol>
      </section>
    </>
  );
}
