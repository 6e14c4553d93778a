import { groupDigits } from '@/lib/money';
import { tr } from '@/messages/reach';
import type { ReachSummary } from './api';
import styles from './Reach.module.css';
import { STAGES, type Stage } from './search';

interface Props {
  summary: ReachSummary;
  chosen: Stage | undefined;
  onChoose: (stage: Stage | undefined) => void;
}

/** How many have got how far; each number narrows the list to itself. */
export function Stages({ summary, chosen, onChoose }: Props) {
  const { rows, told, opened, visited } = summary;
  const counts: Record<Stage, number> = {
    told,
    untold: rows - told,
    opened,
    unopened: rows - opened,
    visited,
    unvisited: rows - visited,
  };
  return (
    <fieldset className={styles.stages}>
      <legend className="hidden">{tr('stage.label')}</legend>
      <span className={styles.sum}>
        {tr('rows', {
          firms: groupDigits(String(summary.enterprises)),
          rows: groupDigits(String(rows)),
        })}
      </span>
      {STAGES.map((stage) => (
        <button
          key={stage}
          type="button"
          className={styles.chip}
          aria-pressed={chosen === stage}
          disabled={counts[stage] === 0 && chosen !== stage}
          onClick={() => onChoose(chosen === stage ? undefined : stage)}
        >
          {tr(`stage.${stage}`, { n: groupDigits(String(counts[stage])) })}
        </button>
      ))}
    </fieldset>
  );
}
