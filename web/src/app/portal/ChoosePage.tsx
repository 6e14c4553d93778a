import { Link, useRouter } from '@tanstack/react-router';
import { Button } from '@/components/Button';
import { Empty } from '@/components/Empty';
import { Icon } from '@/components/Icon';
import { useLogout } from '@/features/session/api';
import { usePageTitle } from '@/lib/usePageTitle';
import { tm } from '@/messages/portal';
import { t } from '@/messages/shared';
import styles from './ChoosePage.module.css';
import { chooseRoute } from './routes';

/** Which enterprise to act for, where there are several. */
export function ChoosePage() {
  const { enterprises } = chooseRoute.useRouteContext();
  const { measure } = chooseRoute.useSearch();
  const heading = usePageTitle(tm('choose.title'), t('brand.full'));
  const router = useRouter();
  const logout = useLogout();
  return (
    <main id="main" className={styles.page}>
      <div>
        <h1 ref={heading} tabIndex={-1}>
          {tm('choose.title')}
        </h1>
        {enterprises.length > 0 ? <p className={styles.lead}>{tm('choose.lead')}</p> : null}
      </div>
      {enterprises.length === 0 ? (
        <Empty title={tm('choose.none.title')} text={tm('choose.none.text')} />
      ) : (
        <ul className={styles.list}>
          {enterprises.map(({ uscc, name, role }) => {
            const content = (
              <>
                <Icon name="building" size="1.5rem" />
                <span>
                  <strong>{name || uscc}</strong>
                  <span className={styles.role}>{tm(`role.${role}`)}</span>
                </span>
                <Icon name="next" />
              </>
            );
            return (
              <li key={uscc}>
                {measure ? (
                  <Link to="/$uscc/measures/$measure" params={{ uscc, measure }}>
                    {content}
                  </Link>
                ) : (
                  <Link to="/$uscc" params={{ uscc }}>
                    {content}
                  </Link>
                )}
              </li>
            );
          })}
        </ul>
      )}
      <Button
        look="quiet"
        disabled={logout.isPending}
        onClick={() => logout.mutate(undefined, { onSuccess: () => router.invalidate() })}
      >
        <Icon name="logout" />
        {tm('account.logout')}
      </Button>
    </main>
  );
}
