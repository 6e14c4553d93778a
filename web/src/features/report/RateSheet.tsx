import { useState } from 'react';
import { Button } from '@/components/Button';
import { Field } from '@/components/Field';
import { ProblemNote } from '@/components/Problem';
import { Sheet } from '@/components/Sheet';
import { tr } from '@/messages/report';
import { type Rating, useRate, type Whose } from './api';
import styles from './Report.module.css';

const GRADES = [5, 4, 3, 2, 1] as const;
const POINTS = ['efficiency', 'accuracy', 'convenience', 'usability'] as const;

interface Props {
  whose: Whose;
  onClose: () => void;
  onDone: () => void;
}

/** A reporter's judgement: five grades, and four points where he likes. */
export function RateSheet({ whose, onClose, onDone }: Props) {
  const [rating, setRating] = useState<Rating>({ grade: 5 });
  const sending = useRate(whose);
  return (
    <Sheet title={tr('act.rate')} onClose={onClose}>
      <form
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          sending.mutate(rating, { onSuccess: onDone });
        }}
      >
        <fieldset className={styles.kinds}>
          <legend>{tr('rate.grade')}</legend>
          {GRADES.map((grade) => (
            <label key={grade}>
              <input
                type="radio"
                name="grade"
                checked={rating.grade === grade}
                onChange={() => setRating({ ...rating, grade })}
              />
              {tr(`rate.${grade}`)}
            </label>
          ))}
        </fieldset>
        {POINTS.map((point) => (
          <Field key={point} label={tr(`rate.${point}`)}>
            {(control) => (
              <select
                {...control}
                value={rating[point] ?? 0}
                onChange={(event) => setRating({ ...rating, [point]: Number(event.target.value) })}
              >
                <option value={0}>{tr('rate.none')}</option>
                {GRADES.map((grade) => (
                  <option key={grade} value={grade}>
                    {tr(`rate.${grade}`)}
                  </option>
                ))}
              </select>
            )}
          </Field>
        ))}
        <Field label={tr('rate.words')}>
          {(control) => (
            <textarea
              {...control}
              rows={3}
              maxLength={500}
              value={rating.words ?? ''}
              onChange={(event) => setRating({ ...rating, words: event.target.value })}
            />
          )}
        </Field>
        <ProblemNote error={sending.error} />
        <Button type="submit" wide disabled={sending.isPending}>
          {sending.isPending ? tr('form.sending') : tr('act.send')}
        </Button>
      </form>
    </Sheet>
  );
}
