import { Button } from 'antd';
import { tl } from '@/messages/policyLife';
import styles from './Life.module.css';

/** The day verdicts are looked at, and whether by the facts known now or then. */
export interface Replay {
  asOf: string | undefined;
  known: 'then' | undefined;
}

interface Props extends Replay {
  onChange: (replay: Replay) => void;
}

/** Lets one look at verdicts as of another day. */
export function ReplayBar({ asOf, known, onChange }: Props) {
  return (
    <div className={styles.replay}>
      <label>
        {tl('replay.day')}
        <input
          type="date"
          value={asOf ?? ''}
          max="2100-12-31"
          onChange={(event) => onChange({ asOf: event.target.value || undefined, known })}
        />
      </label>
      {asOf ? (
        <>
          <label>
            {tl('replay.known')}
            <select
              value={known ?? 'now'}
              onChange={(event) =>
                onChange({ asOf, known: event.target.value === 'then' ? 'then' : undefined })
              }
            >
              <option value="now">{tl('replay.known.now')}</option>
              <option value="then">{tl('replay.known.then')}</option>
            </select>
          </label>
          <Button onClick={() => onChange({ asOf: undefined, known: undefined })}>
            {tl('replay.now')}
          </Button>
        </>
      ) : null}
    </div>
  );
}
