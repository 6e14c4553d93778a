import { useQuery } from '@tanstack/react-query';
import { Link, useRouter } from '@tanstack/react-router';
import { StaffLogin } from '@/features/session/StaffLogin';
import { systemQuery } from '@/features/system/api';
import { DemoLogins } from '@/features/system/DemoLogins';
import { safeReturnPath } from '@/lib/returnPath';
import { ta } from '@/messages/admin';
import { BASE, loginRoute } from './routes';

export function DeskLogin() {
  const router = useRouter();
  const { next } = loginRoute.useSearch();
  const { data: system } = useQuery(systemQuery);
  return (
    <StaffLogin
      place={system?.place ?? ''}
      onDone={() => router.history.push(safeReturnPath(next, BASE))}
      demo={(fill) => (
        <>
          <Link to="/reset">{ta('reset.link')}</Link>
          <DemoLogins face="desk" onPick={(login) => fill(login.login, login.secret)} />
        </>
      )}
    />
  );
}
