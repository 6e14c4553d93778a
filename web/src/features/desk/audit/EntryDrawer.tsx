import { Drawer } from 'antd';
import { td } from '@/messages/desk';
import { formatMoment } from '../time';
import styles from './Audit.module.css';
import type { AuditEntry } from './api';
import { actorName } from './columns';

/** One entry in full, as the chain holds it. */
export function EntryDrawer({ entry, onClose }: { entry: AuditEntry | null; onClose: () => void }) {
  return (
    <Drawer
      open={entry !== null}
      title={entry ? td('audit.entry', { seq: entry.seq }) : ''}
      size="large"
      onClose={onClose}
    >
      {entry ? (
        <>
          <dl className={styles.entry}>
            <Line name={td('audit.at')} value={formatMoment(entry.at)} />
            <Line name={td('audit.who')} value={actorName(entry)} />
            <Line name={td('audit.actorId')} value={entry.actor} />
            <Line name={td('audit.what')} value={entry.label} />
            <Line name={td('audit.object')} value={entry.object_label} />
            <Line name={td('audit.objectId')} value={entry.object} />
            <Line name={td('audit.request')} value={entry.request} />
          </dl>
          <details className={styles.raw}>
            <summary>{td('audit.raw')}</summary>
            <pre>{JSON.stringify(entry, null, 2)}</pre>
          </details>
        </>
      ) : null}
    </Drawer>
  );
}

function Line({ name, value }: { name: string; value: string }) {
  if (!value) return null;
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}
