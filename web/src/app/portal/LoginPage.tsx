import { useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { PhoneLogin } from '@/features/session/PhoneLogin';
import { ProviderLogins } from '@/features/session/ProviderLogins';
import { systemQuery } from '@/features/system/api';
import { DemoLogins } from '@/features/system/DemoLogins';
import { safeReturnPath } from '@/lib/returnPath';
import { BASE, loginRoute } from './routes';

export function LoginPage() {
  const router = useRouter();
  const { next, failed } = loginRoute.useSearch();
  const landing = safeReturnPath(next, BASE);
  const { data: system } = useQuery(systemQuery);
  return (
    <PhoneLogin
      place={system?.place ?? ''}
      onDone={() => router.history.push(landing)}
      others={<ProviderLogins face="enterprise" next={landing} failed={failed === 'provider'} />}
      demo={(fill) => <DemoLogins face="my" onPick={(login) => fill(login.login, login.secret)} />}
    />
  );
}
