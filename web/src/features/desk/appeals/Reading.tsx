import { useQuery } from '@tanstack/react-query';
import { App, Button, Tag } from 'antd';
import { describeProblem } from '@/lib/problem';
import { ts } from '@/messages/sorting';
import { tt } from '@/messages/threshold';
import { Trouble } from '../Trouble';
import styles from './Appeals.module.css';
import { type Guess, readingQuery, type Seen, useDecide } from './api';
import own from './Reading.module.css';

interface Props {
  appeal: Seen;
  /** Whoever may classify the case may take over or correct what is proposed. */
  mayDecide: boolean;
  /** The field whose words are marked in the text, and its choice. */
  shown: string;
  onShow: (field: string) => void;
}

/** What the program read from a case: with how sure it is, by which words, and what people made of it. */
export function Reading({ appeal, mayDecide, shown, onShow }: Props) {
  const { message } = App.useApp();
  const reading = useQuery(readingQuery(appeal.id));
  const deciding = useDecide(appeal, (error) => {
    void message.error(describeProblem(error).text, 6);
  });
  const decide = (field: Guess['field'], value: string) => {
    if (field !== 'department') deciding.mutate({ field, value });
  };
  return (
    <section className={styles.card} aria-label={ts('reading')}>
      <h2>{ts('reading')}</h2>
      <p className={styles.aside}>{ts('reading.text')}</p>
      {reading.isError ? <Trouble error={reading.error} onRetry={reading.refetch} /> : null}
      <ul className={styles.list}>
        {(reading.data?.guesses ?? [])
          .filter((guess) => guess.field !== 'department' || guess.label)
          .map((guess) => (
            <li key={guess.field}>
              <Proposal
                guess={guess}
                shown={shown === guess.field}
                pending={deciding.isPending}
                onShow={() => onShow(shown === guess.field ? '' : guess.field)}
                onDecide={
                  mayDecide && guess.field !== 'department'
                    ? (value) => decide(guess.field, value)
                    : undefined
                }
              />
            </li>
          ))}
      </ul>
    </section>
  );
}

interface ProposalProps {
  guess: Guess;
  shown: boolean;
  pending: boolean;
  onShow: () => void;
  onDecide: ((value: string) => void) | undefined;
}

function Proposal({ guess, shown, pending, onShow, onDecide }: ProposalProps) {
  const said = guess.value || guess.label;
  const settled = guess.decided !== undefined || guess.taken;
  const words = guess.words ?? [];
  return (
    <>
      <p className={styles.line}>
        <span className={own.field}>{guess.field_label}</span>
        <strong>{said ? guess.label : ts('reading.nothing')}</strong>
        {guess.taken ? <Tag color="blue">{tt('check.automatic')}</Tag> : null}
        {said ? <Sure guess={guess} /> : null}
      </p>
      {said && (words.length > 0 || guess.reason) ? (
        <p className={own.words}>
          <span>{ts('reading.because')}</span>
          {words.map((word) => (
            <mark key={word.from}>{word.text}</mark>
          ))}
          {guess.reason ? <span>{guess.reason}</span> : null}
          {words.length > 0 ? (
            <Button type="link" size="small" aria-pressed={shown} onClick={onShow}>
              {shown ? ts('reading.hide') : ts('reading.show')}
            </Button>
          ) : null}
        </p>
      ) : null}
      <Standing guess={guess} />
      {onDecide && !guess.decided && (said || guess.others?.length) ? (
        <div className={own.acts}>
          {guess.value ? (
            <Button
              size="small"
              disabled={pending}
              aria-label={ts('reading.of', {
                act: ts(guess.current === guess.value ? 'reading.confirm' : 'reading.adopt'),
                field: guess.field_label,
              })}
              onClick={() => onDecide(guess.value)}
            >
              {ts(guess.current === guess.value ? 'reading.confirm' : 'reading.adopt')}
            </Button>
          ) : null}
          {settled
            ? null
            : (guess.others ?? []).slice(0, 2).map((other) => (
                <Button
                  key={other.value}
                  size="small"
                  disabled={pending}
                  onClick={() => onDecide(other.value)}
                >
                  {ts('reading.other', { label: other.label })}
                </Button>
              ))}
        </div>
      ) : null}
    </>
  );
}

/** How sure the program is, in words and per cent. */
export function Sure({ guess }: { guess: Pick<Guess, 'sure' | 'confidence'> }) {
  return <span className={own[guess.sure] ?? ''}>{sureWords(guess)}</span>;
}

export const sureWords = ({ sure, confidence }: Pick<Guess, 'sure' | 'confidence'>): string =>
  ts(`reading.sure.${sure}`) + ts('reading.percent', { percent: Math.floor(confidence * 100) });

/** What the case says now, and who decided so. */
function Standing({ guess }: { guess: Guess }) {
  const { decided } = guess;
  if (decided)
    return (
      <p className={styles.aside}>
        {ts(decided.agreed ? 'reading.agreed' : 'reading.corrected', {
          who: decided.by || ts('reading.somebody'),
          label: decided.label,
        })}
      </p>
    );
  if (guess.taken)
    return (
      <p className={styles.aside}>
        {ts('reading.taken')}
        {guess.to_check ? `，${tt('check.waiting')}` : ''}
      </p>
    );
  if (!guess.current || guess.current === guess.value) return null;
  return <p className={styles.aside}>{ts('reading.now', { label: guess.current_label })}</p>;
}
