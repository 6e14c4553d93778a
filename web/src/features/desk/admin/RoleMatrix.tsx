import { type AdminKey, ta } from '@/messages/admin';
import styles from './Admin.module.css';
import type { Grant, Permission } from './api';
import { moduleWord, REACHES, type Reach, reachWord } from './words';

interface Props {
  permissions: readonly Permission[];
  grants: readonly Grant[];
  /** Without it the matrix can only be read. */
  onChange?: ((grants: Grant[]) => void) | undefined;
}

/** Every permission by module, and how far the role may use it. */
export function RoleMatrix({ permissions, grants, onChange }: Props) {
  const modules = [...new Set(permissions.map((one) => one.module))];
  const reachOf = (permission: string) =>
    grants.find((grant) => grant.permission === permission)?.reach ?? '';
  const set = (permission: string, reach: string) => {
    const others = grants.filter((grant) => grant.permission !== permission);
    onChange?.(reach ? [...others, { permission, reach: reach as Reach }] : others);
  };
  return (
    <div className={styles.modules}>
      {modules.map((module) => (
        <fieldset key={module} className={styles.module}>
          <legend>{moduleWord(module)}</legend>
          {permissions
            .filter((one) => one.module === module)
            .map((one) => {
              const reach = reachOf(one.permission);
              return (
                <div key={one.permission} className={styles.grant}>
                  <span className={reach ? styles.granted : undefined}>
                    {one.label}
                    <span className={styles.power}>{ta(`power.${one.power}` as AdminKey)}</span>
                  </span>
                  {onChange ? (
                    <select
                      className={styles.select}
                      aria-label={ta('role.reachOf', { label: one.label })}
                      value={reach}
                      onChange={(event) => set(one.permission, event.target.value)}
                    >
                      <option value="">{ta('reach.none')}</option>
                      {REACHES.map((option) => (
                        <option key={option} value={option}>
                          {reachWord(option)}
                        </option>
                      ))}
                    </select>
                  ) : (
                    <span>{reachWord(reach || 'none')}</span>
                  )}
                </div>
              );
            })}
        </fieldset>
      ))}
    </div>
  );
}
