import { Button } from 'antd';
import { spaced } from '@/lib/text';
import { ta } from '@/messages/admin';
import { formatMoment } from '../time';
import styles from './Admin.module.css';
import type { Permission, RoleVersion } from './api';
import { roleChanges } from './words';

interface Props {
  /** The newest first. */
  versions: readonly RoleVersion[];
  permissions: readonly Permission[];
  /** Takes a version as the draft of a change. */
  onRestore?: ((version: RoleVersion) => void) | undefined;
}

/** Every version of a role: what it changed, who wanted and who confirmed it. */
export function RoleHistory({ versions, permissions, onRestore }: Props) {
  return (
    <div className={styles.stack}>
      {versions.map((version, at) => (
        <article
          key={version.version}
          className={styles.card}
          aria-label={ta('role.versionOf', { version: version.version })}
        >
          <div className={styles.top}>
            <h3>
              {spaced(ta('role.versionOf', { version: version.version }))}
              {at === 0 ? <span className={styles.power}>{ta('role.history.now')}</span> : null}
            </h3>
            {at > 0 && onRestore ? (
              <Button size="small" onClick={() => onRestore(version)}>
                {ta('role.restore')}
              </Button>
            ) : null}
          </div>
          <p className={styles.note}>
            {formatMoment(version.at)}
            {ta('word.comma')}
            {version.confirmed_by
              ? ta('role.history.by', {
                  proposed: version.proposed_by,
                  confirmed: version.confirmed_by,
                })
              : ta('role.history.system')}
          </p>
          <Changes version={version} before={versions[at + 1]} permissions={permissions} />
          {version.confirmed_by && version.reason ? (
            <p>{ta('proposal.reasonOf', { reason: version.reason })}</p>
          ) : null}
        </article>
      ))}
    </div>
  );
}

function Changes({
  version,
  before,
  permissions,
}: {
  version: RoleVersion;
  before: RoleVersion | undefined;
  permissions: readonly Permission[];
}) {
  if (!before) return <p className={styles.note}>{ta('role.history.first')}</p>;
  const said = roleChanges(
    { name: before.name, grants: before.grants ?? [] },
    { name: version.name, grants: version.grants ?? [] },
    permissions,
  );
  if (said.length === 0) return <p className={styles.note}>{ta('role.history.same')}</p>;
  return (
    <ul className={styles.changes}>
      {said.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
}
