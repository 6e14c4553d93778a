import { tq } from '@/messages/appealDesk';
import styles from './Appeals.module.css';
import type { Clock } from './api';
import { formatEnd } from './day';
import { toneOf } from './Remaining';

/** The terms of the whole case first, then those of single departments and of afterwards. */
const ORDER = ['response', 'promise', 'statutory', 'cohandler', 'object', 'reopen'];

/** The terms of a case, promise and statutory, each with its story one click away; those that are over stand behind. */
export function Clocks({ clocks }: { clocks: readonly Clock[] }) {
  const sorted = [...clocks].sort((a, b) => ORDER.indexOf(a.name) - ORDER.indexOf(b.name));
  const open = sorted.filter((clock) => clock.state !== 'stopped');
  const over = sorted.filter((clock) => clock.state === 'stopped');
  return (
    <>
      {open.length > 0 ? <List clocks={open} /> : null}
      {over.length > 0 ? (
        <details className={styles.over} open={open.length === 0}>
          <summary>{tq('clock.over', { count: over.length })}</summary>
          <List clocks={over} />
        </details>
      ) : null}
    </>
  );
}

function List({ clocks }: { clocks: readonly Clock[] }) {
  return (
    <ul className={styles.clocks}>
      {clocks.map((clock, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a case may have two terms of the same name and start
        <li key={`${clock.name} ${clock.start} ${at}`}>
          <OneClock clock={clock} />
        </li>
      ))}
    </ul>
  );
}

function OneClock({ clock }: { clock: Clock }) {
  // Nobody is late when the reporter may no longer ask for the case to be taken up again.
  const gone = clock.name === 'reopen' && clock.state === 'expired';
  const running = clock.state === 'running' || (clock.state === 'expired' && !gone);
  const tone = running ? toneOf(clock.spent, clock.state === 'expired') : 'calm';
  return (
    <details className={styles.clock}>
      <summary>
        <span className={styles.clockName}>
          {clock.label}
          <small>
            {tq(`side.${clock.side}`)} · {clock.budget}
          </small>
        </span>
        <strong className={styles[`${tone}Term`]}>{gone ? tq('clock.gone') : clock.left}</strong>
        <small className={styles.clockDue}>
          {tq('clock.due', { moment: formatEnd(clock.due) })}
        </small>
      </summary>
      <ol className={styles.story}>
        {(clock.lines ?? []).map((line) => (
          <li key={`${line.at} ${line.text}`}>{line.text}</li>
        ))}
      </ol>
      <p className={styles.source}>{tq('clock.source', { source: clock.source })}</p>
    </details>
  );
}
