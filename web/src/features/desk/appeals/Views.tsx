import { CloseOutlined, TeamOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { App, Button, Checkbox } from 'antd';
import { useState } from 'react';
import { Field } from '@/components/Field';
import { ProblemNote } from '@/components/Problem';
import { groupDigits } from '@/lib/money';
import { describeProblem, fieldProblem } from '@/lib/problem';
import { tv } from '@/messages/appealView';
import { td } from '@/messages/desk';
import { FormDialog } from '../FormDialog';
import styles from './Appeals.module.css';
import type { AppealsSearch, Box } from './search';
import {
  isOpen,
  lookOf,
  searchOf,
  useRemoveView,
  useSaveView,
  type View,
  viewsQuery,
} from './views';

interface Props {
  search: AppealsSearch;
  /** The tray that opens where the search names none. */
  own: Box;
}

/** The saved views of the inbox, each with how many cases it opens. */
export function Views({ search, own }: Props) {
  const { data: views = [] } = useQuery(viewsQuery);
  const { message, modal } = App.useApp();
  const removing = useRemoveView();
  if (views.length === 0) return null;
  const ask = (view: View) =>
    modal.confirm({
      title: tv('removeOf', { name: view.name }),
      content: tv('remove.text'),
      okText: tv('remove'),
      cancelText: td('act.cancel'),
      onOk: () =>
        removing
          .mutateAsync(view)
          .catch((error: Error) => void message.error(describeProblem(error).text, 6)),
    });
  return (
    <nav className={styles.trays} aria-label={tv('views')}>
      {views.map((view) => (
        <span key={view.id} className={styles.view}>
          <Link
            to="/appeals"
            search={searchOf(view)}
            activeProps={{}}
            className={`${styles.tray} ${isOpen(view, search, own) ? styles.openTray : ''}`}
            aria-current={isOpen(view, search, own) ? 'page' : undefined}
            title={view.by ? tv('by', { who: view.by }) : view.shared ? tv('shared') : undefined}
          >
            {view.shared ? <TeamOutlined aria-label={tv('shared')} /> : null}
            {view.name}
            <span className={styles.trayCount}>{groupDigits(String(view.total))}</span>
          </Link>
          {view.can.includes('remove') ? (
            <Button
              type="text"
              size="small"
              icon={<CloseOutlined aria-hidden />}
              aria-label={tv('removeOf', { name: view.name })}
              onClick={() => ask(view)}
            />
          ) : null}
        </span>
      ))}
    </nav>
  );
}

/** Keeps what the inbox shows under a name. */
export function SaveView({ search, own }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{tv('save')}</Button>
      {open ? <SaveDialog search={search} own={own} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function SaveDialog({ search, own, onClose }: Props & { onClose: () => void }) {
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  const saving = useSaveView();
  const refused = fieldProblem(saving.error, 'name') || undefined;
  return (
    <FormDialog
      title={tv('save.title')}
      submit={tv('save.submit')}
      pending={saving.isPending}
      onClose={onClose}
      onSubmit={() =>
        saving.mutate({ name, shared, look: lookOf(search, own) }, { onSuccess: onClose })
      }
    >
      <p>{tv('save.hint')}</p>
      <Field label={tv('save.name')} error={refused}>
        {(control) => (
          <input
            {...control}
            maxLength={12}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <Checkbox checked={shared} onChange={(event) => setShared(event.target.checked)}>
        {tv('save.shared')}
      </Checkbox>
      {refused ? null : <ProblemNote error={saving.error} />}
    </FormDialog>
  );
}
