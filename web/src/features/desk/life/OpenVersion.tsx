import { Button } from 'antd';
import { useState } from 'react';
import { Icon } from '@/components/Icon';
import { tl } from '@/messages/policyLife';
import type { Measure } from '../measures/api';
import styles from './Life.module.css';
import { VersionDrawer } from './LifeVersions';

/** Says on the page of a measure in force that another version is being made, and opens it. */
export function OpenVersion({ measure }: { measure: Measure }) {
  const [looking, setLooking] = useState(false);
  const open = measure.open;
  if (!open) return null;
  return (
    <div className={styles.open}>
      <Icon name={open.state === 'draft' ? 'edit' : 'clock'} size="1.1em" />
      <span>
        {open.state === 'draft'
          ? tl('open.draft', { version: open.version })
          : tl('open.in_review', { version: open.version })}
      </span>
      <Button size="small" onClick={() => setLooking(true)}>
        {tl('open.look')}
      </Button>
      <VersionDrawer
        measure={measure}
        number={looking ? open.version : undefined}
        onClose={() => setLooking(false)}
      />
    </div>
  );
}
