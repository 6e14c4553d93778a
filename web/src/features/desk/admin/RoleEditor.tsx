import { App, Button } from 'antd';
import { useState } from 'react';
import { Field } from '@/components/Field';
import { ProblemNote } from '@/components/Problem';
import { fieldProblem } from '@/lib/problem';
import { ta } from '@/messages/admin';
import styles from './Admin.module.css';
import { type Grant, type Permission, useProposeRole } from './api';
import { RoleMatrix } from './RoleMatrix';
import { roleChanges } from './words';

export interface Draft {
  name: string;
  grants: Grant[];
  reason: string;
}

interface Props {
  /** The role in force; its name is empty for one that is not there yet. */
  was: { name: string; grants: readonly Grant[] };
  role?: string | undefined;
  version?: string | undefined;
  permissions: readonly Permission[];
  draft: Draft;
  onDraft: (draft: Draft) => void;
  onProposed: () => void;
}

/** A change of a role, said in sentences before it is proposed. */
export function RoleEditor(props: Props) {
  const { was, role, version, permissions, draft, onDraft, onProposed } = props;
  const { message } = App.useApp();
  const [unsaid, setUnsaid] = useState(false);
  const proposing = useProposeRole();
  const changes = roleChanges(was, draft, permissions);
  const dirty = changes.length > 0 && draft.name.trim() !== '';
  const submit = () => {
    const reason = draft.reason.trim();
    setUnsaid(reason.length < 2);
    if (reason.length < 2) return;
    proposing.mutate(
      { draft: { ...draft, reason }, role, version: version ?? '' },
      {
        onSuccess: () => {
          void message.success(ta('role.submitted'));
          onProposed();
        },
      },
    );
  };
  return (
    <div className={styles.stack}>
      <div className={styles.card}>
        <Field label={ta('role.name')} error={fieldProblem(proposing.error, 'name')}>
          {(control) => (
            <input
              {...control}
              maxLength={20}
              value={draft.name}
              onChange={(event) => onDraft({ ...draft, name: event.target.value })}
            />
          )}
        </Field>
      </div>
      <RoleMatrix
        permissions={permissions}
        grants={draft.grants}
        onChange={(grants) => onDraft({ ...draft, grants })}
      />
      <section className={styles.card} aria-label={ta('role.changes')}>
        <h2>{ta('role.changes')}</h2>
        {dirty ? (
          <>
            <ul className={styles.changes}>
              {changes.map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
            <Field
              label={ta('reason')}
              hint={ta('reason.hint')}
              error={unsaid ? ta('reason.hint') : fieldProblem(proposing.error, 'reason')}
            >
              {(control) => (
                <textarea
                  {...control}
                  className={styles.words}
                  rows={2}
                  maxLength={200}
                  value={draft.reason}
                  onChange={(event) => onDraft({ ...draft, reason: event.target.value })}
                />
              )}
            </Field>
            <ProblemNote error={proposing.error} />
            <div className={styles.acts}>
              <Button type="primary" loading={proposing.isPending} onClick={submit}>
                {ta('role.submit')}
              </Button>
              <Button
                onClick={() => onDraft({ name: was.name, grants: [...was.grants], reason: '' })}
              >
                {ta('role.undo')}
              </Button>
            </div>
          </>
        ) : (
          <p className={styles.note}>{ta('role.changes.none')}</p>
        )}
      </section>
    </div>
  );
}
