import { Link, Outlet } from '@tanstack/react-router';
import { Icon } from '@/components/Icon';
import { Logo } from '@/components/Logo';
import { SkipLink } from '@/components/SkipLink';
import { BellSign, useBellLabel } from '@/features/notice/BellSign';
import { tm } from '@/messages/portal';
import styles from './PortalLayout.module.css';
import { enterpriseRoute, TAB_NEEDS } from './routes';

/** The frame of the portal: whose matters these are, and three tabs by the thumb. */
export function PortalLayout() {
  const { enterprise } = enterpriseRoute.useRouteContext();
  const { uscc } = enterpriseRoute.useParams();
  const can = enterprise.can ?? [];
  const bell = useBellLabel();
  return (
    <div className={styles.shell}>
      <SkipLink />
      <header className={styles.head}>
        <div className={styles.bar}>
          <Logo size={28} />
          <span className={styles.name}>{enterprise.name || enterprise.uscc}</span>
          <span className={styles.spacer} />
          <Link to="/$uscc/notices" params={{ uscc }} className={styles.bell} aria-label={bell}>
            <BellSign />
          </Link>
          <a className={styles.public} href="/">
            {tm('portal.public')}
          </a>
        </div>
      </header>
      <nav className={styles.tabs} aria-label={tm('tab.label')}>
        {can.includes(TAB_NEEDS.verdicts) ? (
          <Link to="/$uscc" params={{ uscc }} activeOptions={{ exact: true }}>
            <Icon name="gift" size="1.5rem" />
            {tm('tab.verdicts')}
          </Link>
        ) : null}
        {can.includes(TAB_NEEDS.appeals) ? (
          <Link to="/$uscc/appeals" params={{ uscc }}>
            <Icon name="quote" size="1.5rem" />
            {tm('tab.appeals')}
          </Link>
        ) : null}
        {can.includes(TAB_NEEDS.profile) ? (
          <Link to="/$uscc/profile" params={{ uscc }}>
            <Icon name="file" size="1.5rem" />
            {tm('tab.profile')}
          </Link>
        ) : null}
        <Link to="/$uscc/account" params={{ uscc }}>
          <Icon name="person" size="1.5rem" />
          {tm('tab.account')}
        </Link>
      </nav>
      <main id="main" tabIndex={-1} className={styles.main}>
        <Outlet />
      </main>
    </div>
  );
}
