import {
  LogoutOutlined,
  MenuFoldOutlined,
  MenuOutlined,
  MenuUnfoldOutlined,
  UserOutlined,
} from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Link, Outlet, useNavigate } from '@tanstack/react-router';
import { App, Button, Drawer, Popover } from 'antd';
import { useState } from 'react';
import { Logo } from '@/components/Logo';
import { SkipLink } from '@/components/SkipLink';
import { waitingQuery } from '@/features/desk/admin/api';
import { boxQuery } from '@/features/desk/appeals/api';
import { ownBox } from '@/features/desk/appeals/search';
import { createTaskStreams, TaskStreamsContext } from '@/features/desk/task/api';
import { TaskIndicator } from '@/features/desk/task/TaskIndicator';
import { BellSign, useBellLabel } from '@/features/notice/BellSign';
import { useLogout } from '@/features/session/api';
import { systemQuery } from '@/features/system/api';
import { describeProblem } from '@/lib/problem';
import { spaced } from '@/lib/text';
import { useNarrow } from '@/lib/useMedia';
import { ta as tOwn } from '@/messages/account';
import { ta } from '@/messages/admin';
import { tq } from '@/messages/appealDesk';
import { td } from '@/messages/desk';
import styles from './DeskLayout.module.css';
import { NAV, type NavItem } from './nav';
import { staffRoute } from './routes/session';
import { useCan } from './useCan';
import { useFolded } from './useFolded';

/** The frame of the desk: navigation, head, and the page. */
export function DeskLayout() {
  const narrow = useNarrow();
  const [folded, fold] = useFolded();
  const [menu, setMenu] = useState(false);
  const [streams] = useState(createTaskStreams);
  const { data: system } = useQuery(systemQuery);
  const can = useCan();
  return (
    <TaskStreamsContext value={streams}>
      <SkipLink />
      <div className={`${styles.desk} ${folded && !narrow ? styles.folded : ''}`}>
        <header className={styles.header}>
          {narrow ? (
            <Button
              type="text"
              icon={<MenuOutlined aria-hidden />}
              aria-label={td('nav.open')}
              aria-expanded={menu}
              onClick={() => setMenu(true)}
            />
          ) : null}
          <Link
            to="/"
            className={styles.brand}
            aria-label={`${system?.place ?? ''}${td('desk.title')}`}
          >
            <Logo size={28} />
            <span className={styles.place}>{system?.place}</span>
            <span className={styles.name}>{td('desk.title')}</span>
          </Link>
          {system?.demo ? (
            <span className={styles.demo} title={td('demo.banner.more')}>
              {td('demo.banner')}
              <span className={styles.demoMore}> · {td('demo.banner.more')}</span>
            </span>
          ) : null}
          <div className={styles.tools}>
            {can('task.read') ? <TaskIndicator /> : null}
            {can('notify.my') ? <Bell /> : null}
            <Account />
          </div>
        </header>
        {narrow ? (
          <Drawer
            open={menu}
            placement="left"
            size={264}
            title={td('nav.label')}
            onClose={() => setMenu(false)}
          >
            <Navigation folded={false} onLeave={() => setMenu(false)} />
          </Drawer>
        ) : (
          <div className={styles.side}>
            <Navigation folded={folded} />
            <Button
              type="text"
              className={styles.fold ?? ''}
              icon={folded ? <MenuUnfoldOutlined aria-hidden /> : <MenuFoldOutlined aria-hidden />}
              aria-label={folded ? td('nav.unfold') : td('nav.fold')}
              aria-expanded={!folded}
              onClick={() => fold(!folded)}
            />
          </div>
        )}
        <main id="main" tabIndex={-1} className={styles.main}>
          <Outlet />
        </main>
      </div>
    </TaskStreamsContext>
  );
}

/** The way to one's messages, with how many are unread. */
function Bell() {
  return (
    <Link to="/notices" className={styles.bell} aria-label={useBellLabel()}>
      <BellSign />
    </Link>
  );
}

function Navigation({ folded, onLeave }: { folded: boolean; onLeave?: () => void }) {
  const can = useCan();
  const shown = NAV.filter((item) => !item.needs || [item.needs].flat().some(can));
  const groups = [...new Set(shown.map((item) => item.group))];
  return (
    <nav aria-label={td('nav.label')}>
      {groups.map((group) => (
        <div key={group ?? ''}>
          {group ? <p className={folded ? 'hidden' : styles.group}>{group}</p> : null}
          <ul className={styles.nav} aria-label={group}>
            {shown
              .filter((item) => item.group === group)
              .map((item) => (
                <NavLink key={item.to} item={item} folded={folded} onLeave={onLeave} />
              ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}

interface NavLinkProps {
  item: NavItem;
  folded: boolean;
  onLeave: (() => void) | undefined;
}

function NavLink({ item, folded, onLeave }: NavLinkProps) {
  return (
    <li>
      <Link
        to={item.to}
        className={styles.item}
        activeOptions={{ exact: item.to === '/', includeSearch: false }}
        activeProps={{ className: styles.active, 'aria-current': 'page' }}
        title={folded ? item.label : undefined}
        onClick={onLeave}
      >
        {item.icon}
        <span className={folded ? 'hidden' : undefined}>{item.label}</span>
        {item.counts === 'proposals' ? <Waiting /> : null}
        {item.counts === 'appeals' ? <OwnAppeals /> : null}
      </Link>
    </li>
  );
}

/** How many proposals wait for this person; nothing for none. */
function Waiting() {
  const can = useCan();
  const decides = can('account.role.confirm') || can('account.reset.confirm');
  const { data } = useQuery({ ...waitingQuery, enabled: decides });
  const count = data?.total ?? 0;
  if (count === 0) return null;
  return (
    <span className={styles.count} title={spaced(ta('admin.waiting', { count }))}>
      {count}
    </span>
  );
}

/** How many appeals lie in the tray in which this person's work arrives; nothing for none. */
function OwnAppeals() {
  const can = useCan();
  const { data } = useQuery(boxQuery(ownBox(can)));
  const count = data?.total ?? 0;
  if (count === 0) return null;
  return (
    <span className={styles.count} title={spaced(tq('waiting', { count }))}>
      {count}
    </span>
  );
}

function Account() {
  const { session } = staffRoute.useRouteContext();
  const [open, setOpen] = useState(false);
  const navigate = useNavigate();
  const { message } = App.useApp();
  const leaving = useLogout();
  const roles = (session.roles ?? []).map((role) => role.name);
  const leave = () =>
    leaving.mutate(undefined, {
      onSuccess: () => navigate({ to: '/login' }),
      onError: (error) => message.error(describeProblem(error).text),
    });
  return (
    <Popover
      trigger="click"
      open={open}
      onOpenChange={setOpen}
      placement="bottomRight"
      content={
        <div className={styles.account}>
          <strong>{session.name}</strong>
          {roles.length > 0 ? <span>{roles.join(td('word.list'))}</span> : null}
          <Link to="/account" onClick={() => setOpen(false)}>
            {tOwn('title')}
          </Link>
          <Button icon={<LogoutOutlined aria-hidden />} loading={leaving.isPending} onClick={leave}>
            {td('account.logout')}
          </Button>
        </div>
      }
    >
      <Button
        type="text"
        icon={<UserOutlined aria-hidden />}
        aria-label={td('account.label', { name: session.name })}
      >
        <span className={styles.who}>{session.name}</span>
      </Button>
    </Popover>
  );
}
