import { Money } from '@/components/Money';
import { groupDigits } from '@/lib/money';
import { td } from '@/messages/desk';
import { VerdictCounts } from '../VerdictCounts';
import type { Result } from './api';
import styles from './Measures.module.css';
import { CHANGES, type ResultSearch } from './search';

interface Props {
  result: Result;
  search: ResultSearch;
  onChange: (patch: Partial<ResultSearch>) => void;
}

/** A measure's result in numbers; each number narrows the list to itself. */
export function ResultNumbers({ result, search, onChange }: Props) {
  const near = search.view === 'near';
  const listed = { view: undefined, verdict: undefined, change: undefined };
  return (
    <div className={styles.stack}>
      <VerdictCounts
        counts={result.counts}
        chosen={near ? undefined : search.verdict}
        onChoose={(verdict) => onChange({ ...listed, verdict })}
      />
      <div className={styles.changes}>
        <button
          type="button"
          className={styles.chip}
          aria-pressed={near}
          disabled={result.near_count === 0 && !near}
          onClick={() => onChange({ ...listed, view: near ? undefined : 'near' })}
        >
          {td('result.near', { n: groupDigits(String(result.near_count)) })}
        </button>
        {result.changes ? <Changes result={result} search={search} onChange={onChange} /> : null}
        {!result.changes ? <span className={styles.note}>{td('result.first')}</span> : null}
        <span>
          {td('result.sum')} <Money yuan={result.eligible_amount} />
        </span>
      </div>
    </div>
  );
}

function Changes({ result, search, onChange }: Props) {
  const changes = result.changes;
  if (!changes) return null;
  return (
    <>
      <span className={styles.note}>{td('result.sinceLast')}</span>
      {CHANGES.map((change) => (
        <button
          key={change}
          type="button"
          className={styles.chip}
          aria-pressed={search.change === change}
          disabled={changes[change] === 0 && search.change !== change}
          onClick={() =>
            onChange({
              view: undefined,
              verdict: undefined,
              change: search.change === change ? undefined : change,
            })
          }
        >
          {td(`change.${change}`, { n: groupDigits(String(changes[change])) })}
        </button>
      ))}
    </>
  );
}
