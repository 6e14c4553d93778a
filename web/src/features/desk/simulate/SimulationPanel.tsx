import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { SkeletonCards } from '@/components/Skeleton';
import { ApiError, describeProblem, problemKind } from '@/lib/problem';
import { useSettled } from '@/lib/useSettled';
import { tsim } from '@/messages/simulate';
import { Trouble } from '../Trouble';
import { type Simulation, simulationQuery } from './api';
import { Budget } from './Budget';
import { Change } from './Change';
import { Counts } from './Counts';
import { Groups } from './Groups';
import { Nearest } from './Nearest';
import styles from './Simulate.module.css';
import { Threshold } from './Threshold';

interface Props {
  /** The draft as JSON. It may be unfinished; what is wrong is said in its place. */
  definition: string;
  /** The measure whose version in force to compare with. */
  against?: string | undefined;
}

/**
 * What a draft would come to. While new figures are on their way, and while the
 * draft cannot be read, the last ones stay, paler.
 */
export function SimulationPanel({ definition, against }: Props) {
  const [section, setSection] = useState('');
  const asked = useSettled(
    useMemo(() => ({ definition, against, section }), [definition, against, section]),
  );
  const found = useQuery(simulationQuery(asked));
  const [last, setLast] = useState<{ simulation: Simulation; definition: string }>();
  if (found.data && !found.isPlaceholderData && found.data !== last?.simulation) {
    setLast({ simulation: found.data, definition: asked.definition });
  }
  const waiting = found.isFetching || asked.definition !== definition;
  if (found.error && problemKind(found.error) !== 'invalid') {
    return <Trouble error={found.error} onRetry={found.refetch} />;
  }
  if (!last) return found.error ? <Unread error={found.error} /> : <SkeletonCards count={3} />;
  return (
    <div className={styles.panel} aria-busy={waiting}>
      <p className="hidden" role="status">
        {waiting ? tsim('sim.busy') : ''}
      </p>
      {found.error ? <Unread error={found.error} kept /> : null}
      <div className={`${styles.figures} ${waiting || found.error ? styles.stale : ''}`}>
        <Counts simulation={last.simulation} />
        <div className={styles.columns}>
          <div className={styles.stack}>
            <Budget simulation={last.simulation} />
            <Threshold definition={last.definition} simulation={last.simulation} />
          </div>
          <div className={styles.stack}>
            {last.simulation.against ? <Change against={last.simulation.against} /> : null}
            <Groups simulation={last.simulation} section={section} onSection={setSection} />
            <Nearest simulation={last.simulation} />
          </div>
        </div>
      </div>
    </div>
  );
}

/** Why a draft cannot be tried yet, place by place. */
function Unread({ error, kept = false }: { error: unknown; kept?: boolean }) {
  const empty = error instanceof ApiError && error.code === 'policy.draft_empty';
  const fields = error instanceof ApiError && !empty ? error.fields : [];
  return (
    <div role="alert" className={empty ? styles.blank : styles.unread}>
      <strong>{tsim(empty ? 'sim.empty.title' : 'sim.unread.title')}</strong>
      <p>{describeProblem(error).text}</p>
      {fields.length > 0 ? (
        <ul>
          {fields.map((field) => (
            <li key={field.location + field.message}>{field.message}</li>
          ))}
        </ul>
      ) : null}
      {kept ? <p className={styles.note}>{tsim('sim.kept')}</p> : null}
    </div>
  );
}
