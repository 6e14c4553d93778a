import { useQuery } from '@tanstack/react-query';
import { Link, useRouter } from '@tanstack/react-router';
import { ProviderLogins } from '@/features/session/ProviderLogins';
import { StaffLogin } from '@/features/session/StaffLogin';
import { systemQuery } from '@/features/system/api';
import { DemoLogins } from '@/features/system/DemoLogins';
import { safeReturnPath } from '@/lib/returnPath';
import { ta } from '@/messages/admin';
import { BASE, loginRoute } from './routes/session';

export function DeskLogin() {
  const router = useRouter();
  const { next, failed, step } = loginRoute.useSearch();
  const landing = safeReturnPath(next, BASE);
  const { data: system } = useQuery(systemQuery);
  return (
    <StaffLogin
      place={system?.place ?? ''}
      onDone={() => router.history.push(landing)}
      atSecond={step === 'code'}
      others={<ProviderLogins face="staff" next={landing} failed={failed === 'provider'} />}
      demo={(fill) => (
        <>
          <Link to="/reset">{ta('reset.link')}</Link>
          <DemoLogins face="desk" onPick={(login) => fill(login.login, login.secret)} />
        </>
      )}
    />
  );
}
