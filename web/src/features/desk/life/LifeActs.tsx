import { Button } from 'antd';
import { useState } from 'react';
import { tl } from '@/messages/policyLife';
import type { Measure } from '../measures/api';
import { ACTS, type Act } from './api';
import styles from './Life.module.css';
import { StepDialog } from './StepDialog';

const MAIN: readonly string[] = ['submit', 'publish'];
const GRAVE: readonly string[] = ['discard', 'call_off', 'withdraw'];

/** What whoever looks may do with a measure now, one button each. */
export function LifeActs({ measure }: { measure: Measure }) {
  const [act, setAct] = useState<Act>();
  const may = new Set(measure.can ?? []);
  const offered = ACTS.filter((one) => may.has(one));
  if (offered.length === 0) return null;
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: buttons that act on their own are no form */}
      <div role="group" aria-label={tl('acts.label')} className={styles.acts}>
        {offered.map((one) =>
          one === 'edit' ? (
            <Button key={one} href={`/desk/measures/${encodeURIComponent(measure.id)}/edit`}>
              {tl('act.edit')}
            </Button>
          ) : (
            <Button
              key={one}
              type={MAIN.includes(one) ? 'primary' : 'default'}
              danger={GRAVE.includes(one)}
              onClick={() => setAct(one)}
            >
              {tl(`act.${one}`)}
            </Button>
          ),
        )}
      </div>
      {act ? <StepDialog measure={measure} act={act} onClose={() => setAct(undefined)} /> : null}
    </>
  );
}
