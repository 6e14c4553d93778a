import { Link } from '@tanstack/react-router';
import { App, Button, Tag } from 'antd';
import { useState } from 'react';
import { describeProblem } from '@/lib/problem';
import { tt } from '@/messages/threshold';
import { Marked } from '../appeals/Advice';
import { Sure } from '../appeals/Reading';
import { formatMoment } from '../time';
import { CorrectDialog } from './CorrectDialog';
import { type Check, type Choice, type Guess, useCheck } from './checks';
import styles from './Sorting.module.css';

/** One case of which something waits to be checked: what was said, and what the program made of it. */
export function CheckCard({ check }: { check: Check }) {
  const { message } = App.useApp();
  const checking = useCheck(check);
  const [correcting, setCorrecting] = useState<Guess>();
  const fields = check.fields ?? [];
  const confirm = (guess: Guess) =>
    checking.mutate(
      { field: guess.field as Choice['field'], value: guess.value },
      {
        onSuccess: () =>
          void message.success(
            tt('check.confirmed', { field: guess.field_label, value: guess.label }),
          ),
        onError: (error) => void message.error(describeProblem(error).text, 6),
      },
    );
  return (
    <article className={`${styles.card} ${styles.check}`} aria-label={check.title}>
      <h2>
        <Link to="/appeals/$id" params={{ id: check.id }}>
          {check.title}
        </Link>
      </h2>
      <p className={styles.aside}>
        {tt('checks.at', {
          number: check.number,
          at: formatMoment(check.received_at),
          state: check.state_label,
        })}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long text is scrolled by keyboard, too */}
      <section className={styles.text} tabIndex={0} aria-label={check.number}>
        <Marked text={check.text} spans={fields.flatMap((guess) => guess.words ?? [])} />
      </section>
      <div className={styles.fields}>
        {fields.map((guess) => (
          <div key={guess.field} className={styles.field}>
            <div>
              <p className={styles.said}>
                <span className={styles.aside}>{guess.field_label}</span>
                <strong>{guess.label}</strong>
                <Tag color="blue">{tt('check.automatic')}</Tag>
                <Sure guess={guess} />
              </p>
              {guess.reason ? <p className={styles.aside}>{guess.reason}</p> : null}
            </div>
            <div className={styles.acts}>
              <Button
                size="small"
                disabled={checking.isPending}
                aria-label={tt('check.of', {
                  act: tt('check.confirm'),
                  field: guess.field_label,
                  value: guess.label,
                })}
                onClick={() => confirm(guess)}
              >
                {tt('check.confirm')}
              </Button>
              <Button
                size="small"
                disabled={checking.isPending}
                aria-label={tt('check.of', {
                  act: tt('check.correct'),
                  field: guess.field_label,
                  value: guess.label,
                })}
                onClick={() => setCorrecting(guess)}
              >
                {tt('check.correct')}
              </Button>
            </div>
          </div>
        ))}
      </div>
      {correcting ? (
        <CorrectDialog
          guess={correcting}
          pending={checking.isPending}
          error={checking.error}
          onClose={() => {
            checking.reset();
            setCorrecting(undefined);
          }}
          onSubmit={(value) =>
            checking.mutate(
              { field: correcting.field as Choice['field'], value },
              {
                onSuccess: () => {
                  setCorrecting(undefined);
                  void message.success(tt('check.corrected', { field: correcting.field_label }));
                },
              },
            )
          }
        />
      ) : null}
    </article>
  );
}
