import { Button } from '@/components/Button';
import { Field } from '@/components/Field';
import { ProblemNote } from '@/components/Problem';
import { chinaToday, formatDate } from '@/lib/date';
import { ApiError } from '@/lib/problem';
import { tm } from '@/messages/portal';
import type { VerdictPage } from './api';
import styles from './VerdictView.module.css';

interface Props {
  /** The day that is looked at; none is today. */
  day: string | undefined;
  /** What that day says, as soon as it is known. */
  page: VerdictPage | undefined;
  error: unknown;
  onChange: (day: string | undefined) => void;
}

/** Lets a firm see what it could get on an earlier day, and by what that is judged. */
export function DayBar({ day, page, error, onChange }: Props) {
  return (
    <div className={styles.day}>
      <Field
        label={tm('verdict.day')}
        hint={tm('verdict.day.hint')}
        after={
          day ? (
            <Button look="quiet" onClick={() => onChange(undefined)}>
              {tm('verdict.day.today')}
            </Button>
          ) : null
        }
      >
        {(control) => (
          <input
            {...control}
            type="date"
            max={chinaToday(new Date())}
            value={day ?? ''}
            onChange={(event) => onChange(event.target.value || undefined)}
          />
        )}
      </Field>
      {day ? (
        <div role="status">
          {page ? (
            <>
              <p>
                {tm('verdict.day.note', { date: formatDate(page.as_of), version: page.version })}
              </p>
              <p>{tm('verdict.day.register')}</p>
            </>
          ) : null}
          {error ? <Refusal day={day} error={error} /> : null}
        </div>
      ) : null}
    </div>
  );
}

function Refusal({ day, error }: { day: string; error: unknown }) {
  if (!(error instanceof ApiError) || error.status !== 404) return <ProblemNote error={error} />;
  return <p>{tm('verdict.day.none', { date: formatDate(day) })}</p>;
}
