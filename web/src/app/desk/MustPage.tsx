import { useQuery } from '@tanstack/react-query';
import { useNavigate, useRouter } from '@tanstack/react-router';
import { Button } from '@/components/Button';
import { FactorPart } from '@/features/account/FactorPart';
import { PasswordForm } from '@/features/account/PasswordForm';
import { sessionQuery, useLogout, useRefreshSession } from '@/features/session/api';
import { safeReturnPath } from '@/lib/returnPath';
import { usePageTitle } from '@/lib/usePageTitle';
import { ta } from '@/messages/account';
import { td } from '@/messages/desk';
import styles from './MustPage.module.css';
import { BASE, mustRoute } from './routes/session';

/** What has to be done before anything else: an own password, a second factor. */
export function MustPage() {
  const { data: session } = useQuery(sessionQuery);
  const { next } = mustRoute.useSearch();
  const must = session?.must === 'second_factor' ? 'second_factor' : 'password';
  const heading = usePageTitle(ta(`must.${must}.title`), td('desk.title'));
  const refresh = useRefreshSession();
  const router = useRouter();
  const navigate = useNavigate();
  const leaving = useLogout();

  async function settled() {
    const now = await refresh();
    if (!now?.must) router.history.push(safeReturnPath(next, BASE));
  }

  return (
    <main className={styles.page}>
      <h1 ref={heading} tabIndex={-1}>
        {ta(`must.${must}.title`)}
      </h1>
      <p>{ta(`must.${must}.text`)}</p>
      {must === 'password' ? (
        <PasswordForm onDone={() => void settled()} />
      ) : (
        <FactorPart onEnrolled={() => void settled()} />
      )}
      <Button
        look="quiet"
        onClick={() => leaving.mutate(undefined, { onSuccess: () => navigate({ to: '/login' }) })}
      >
        {td('account.logout')}
      </Button>
    </main>
  );
}
