import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { StaffLogin } from '@/features/session/StaffLogin';
import { systemQuery } from '@/features/system/api';
import { DemoLogins } from '@/features/system/DemoLogins';
import { safeReturnPath } from '@/lib/returnPath';

const route = getRouteApi('/login');

export function DeskLogin() {
  const router = useRouter();
  const { next } = route.useSearch();
  const { data: system } = useQuery(systemQuery);
  return (
    <StaffLogin
      place={system?.place ?? ''}
      onDone={() => router.history.push(safeReturnPath(next, '/desk'))}
      demo={(fill) => (
        <DemoLogins face="desk" onPick={(login) => fill(login.login, login.secret)} />
      )}
    />
  );
}
