import { Link, useRouter } from '@tanstack/react-router';
import { Button, buttonClass } from '@/components/Button';
import { Icon } from '@/components/Icon';
import { ProblemNote } from '@/components/Problem';
import { MineView } from '@/features/mandate/MineView';
import { useLogout } from '@/features/session/api';
import { formatDay } from '@/lib/date';
import { usePageTitle } from '@/lib/usePageTitle';
import { ta } from '@/messages/account';
import { tn } from '@/messages/mandate';
import { tm } from '@/messages/portal';
import { tv } from '@/messages/privacyPortal';
import { t } from '@/messages/shared';
import { ts } from '@/messages/subscription';
import styles from './AccountPage.module.css';
import { accountRoute, TAB_NEEDS } from './routes';

/** Who is logged in, for which enterprise, and the way out. */
export function AccountPage() {
  const { session, enterprise, enterprises } = accountRoute.useRouteContext();
  const heading = usePageTitle(tm('account.title'), t('brand.full'));
  const router = useRouter();
  const can = enterprise.can ?? [];
  const logout = useLogout();
  return (
    <article className={styles.page}>
      <h1 ref={heading} tabIndex={-1}>
        {tm('account.title')}
      </h1>
      <p className={styles.who}>
        <span>
          <Icon name="person" />
        </span>
        {session.name}
      </p>
      <dl className={styles.card}>
        <dt>{tm('account.enterprise')}</dt>
        <dd>{enterprise.name || enterprise.uscc}</dd>
        <dt>{tm('profile.uscc')}</dt>
        <dd className={styles.code}>{enterprise.uscc}</dd>
        <dt>{tm('account.role')}</dt>
        <dd>{tm(`role.${enterprise.role}`)}</dd>
      </dl>
      <div className={styles.actions}>
        {can.includes('account.mandate.own') ? (
          <Link
            to="/$uscc/people"
            params={{ uscc: enterprise.uscc }}
            className={buttonClass('secondary', true)}
          >
            <Icon name="person" />
            {tn('people.title')}
          </Link>
        ) : null}
        {can.includes('disclosure.own.read') ? (
          <Link
            to="/$uscc/disclosures"
            params={{ uscc: enterprise.uscc }}
            className={buttonClass('secondary', true)}
          >
            <Icon name="search" />
            {tv('views.entry')}
          </Link>
        ) : null}
        {can.includes('enterprise.own.contact') ? (
          <Link
            to="/$uscc/contacts"
            params={{ uscc: enterprise.uscc }}
            className={buttonClass('secondary', true)}
          >
            <Icon name="person" />
            {tv('contacts.entry')}
          </Link>
        ) : null}
        {can.includes(TAB_NEEDS.verdicts) ? (
          <Link
            to="/$uscc/subscriptions"
            params={{ uscc: enterprise.uscc }}
            className={buttonClass('secondary', true)}
          >
            <Icon name="gift" />
            {ts('title')}
          </Link>
        ) : null}
        {enterprises.length > 1 ? (
          <Link to="/choose" className={buttonClass('secondary', true)}>
            <Icon name="building" />
            {tm('account.switch')}
          </Link>
        ) : null}
        <Link
          to="/$uscc/account/devices"
          params={{ uscc: enterprise.uscc }}
          className={buttonClass('secondary', true)}
        >
          <Icon name="person" />
          {ta('tab.devices')}
        </Link>
        <ProblemNote error={logout.error} />
        <Button
          look="secondary"
          wide
          disabled={logout.isPending}
          onClick={() =>
            logout.mutate(undefined, { onSuccess: () => router.navigate({ to: '/login' }) })
          }
        >
          <Icon name="logout" />
          {logout.isPending ? tm('account.loggingOut') : tm('account.logout')}
        </Button>
        <p className={styles.note}>
          {tm('account.expires', { date: formatDay(session.expires_at) })}
        </p>
      </div>
      <MineView
        onGivenUp={() => void router.invalidate().then(() => router.navigate({ to: '/' }))}
      />
    </article>
  );
}
