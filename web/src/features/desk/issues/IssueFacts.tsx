import { Link } from '@tanstack/react-router';
import { App, Button } from 'antd';
import { formatDate, formatMonth } from '@/lib/date';
import { tk } from '@/messages/issue';
import { Refusal } from '../appeals/Refusal';
import { formatMoment } from '../time';
import { type Issue, type IssueDetail, type Measure, type Move, useMove } from './api';
import styles from './Issues.module.css';

/** What an issue is, who solves it and to what end. */
export function IssueFacts({ issue }: { issue: IssueDetail }) {
  const basis =
    issue.basis > 0 ? (
      <Link
        to="/appeal-issues/$id/cases"
        params={{ id: issue.id }}
        search={{ part: 'basis' }}
        className={styles.number}
      >
        {tk('fact.basis.open', { count: issue.basis })}
      </Link>
    ) : (
      tk('fact.basis.open', { count: 0 })
    );
  const facts: [string, React.ReactNode][] = [
    [
      tk('fact.state'),
      issue.late ? (
        <>
          {issue.state_label} <strong className={styles.late}>{tk('late')}</strong>
        </>
      ) : (
        issue.state_label
      ),
    ],
    [tk('fact.lead'), issue.lead?.name ?? tk('nobody')],
    [tk('fact.with'), issue.with.map(({ name }) => name).join('、')],
    [tk('fact.goal'), issue.goal],
    [tk('fact.due'), issue.due ? formatDate(issue.due) : ''],
    [tk('fact.month'), formatMonth(issue.month)],
    [tk('fact.topic'), issue.topic_label],
    [tk('fact.place'), issue.place],
    [tk('fact.source'), issue.source_label],
    [tk('fact.basis'), basis],
  ];
  return (
    <section className={styles.card}>
      <dl className={styles.facts}>
        {facts
          .filter(([, value]) => value)
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
    </section>
  );
}

const MOVES = ['doing', 'done', 'dropped'] as const;

/** What departments do about an issue; who may moves each on. */
export function Measures({ issue, onReload }: { issue: Issue; onReload: () => void }) {
  const { message } = App.useApp();
  const moving = useMove(issue);
  const move = (measure: Measure, state: Move) =>
    moving.mutate(
      { measure: measure.id, state },
      { onSuccess: () => void message.success(tk('done')) },
    );
  return (
    <section className={styles.card} aria-label={tk('measures.title')}>
      <h2>{tk('measures.title')}</h2>
      {issue.measures.length === 0 ? <p className={styles.lead}>{tk('measures.none')}</p> : null}
      <ul className={styles.measures}>
        {issue.measures.map((one) => (
          <li key={one.id} className={styles.measure}>
            <p>
              <strong className={styles[one.state] ?? ''}>{one.state_label}</strong> {one.words}
            </p>
            <small className={styles.small}>
              {one.done_on
                ? tk('measures.doneOn', {
                    department: one.department,
                    day: formatDate(one.done_on),
                  })
                : tk('measures.until', { department: one.department, due: formatDate(one.due) })}
              {one.late ? <strong className={styles.late}> {tk('late')}</strong> : null}
            </small>
            {one.moves.length > 0 ? (
              <div className={styles.acts}>
                {MOVES.filter((state) => one.moves.includes(state)).map((state) => {
                  const word = tk(
                    state === 'doing' && one.state === 'done' ? 'move.again' : `move.${state}`,
                  );
                  return (
                    <Button
                      key={state}
                      size="small"
                      loading={moving.isPending}
                      aria-label={tk('move.of', { move: word, words: one.words })}
                      onClick={() => move(one, state)}
                    >
                      {word}
                    </Button>
                  );
                })}
              </div>
            ) : null}
          </li>
        ))}
      </ul>
      <Refusal error={moving.error} onReload={onReload} />
    </section>
  );
}

/** What happened to an issue, in sentences. */
export function Story({ steps }: { steps: IssueDetail['steps'] }) {
  return (
    <section className={styles.card} aria-label={tk('story.title')}>
      <h2>{tk('story.title')}</h2>
      <ol className={styles.story}>
        {steps.map((step) => (
          <li key={`${step.at} ${step.act}`}>
            <p>{tk(`story.${step.act}`, { by: step.by ?? '' })}</p>
            {step.words ? <p>{step.words}</p> : null}
            <small className={styles.small}>{formatMoment(step.at)}</small>
          </li>
        ))}
      </ol>
    </section>
  );
}
