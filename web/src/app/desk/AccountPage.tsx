import { useQuery } from '@tanstack/react-query';
import { DevicesPart } from '@/features/account/DevicesPart';
import { FactorPart } from '@/features/account/FactorPart';
import { IdentitiesPart } from '@/features/account/IdentitiesPart';
import { moment } from '@/features/account/moment';
import { PasswordForm } from '@/features/account/PasswordForm';
import { TokensPart } from '@/features/account/TokensPart';
import { ListPage, PageHead } from '@/features/desk/list/ListPage';
import { providersQuery } from '@/features/session/api';
import { usePageTitle } from '@/lib/usePageTitle';
import { ta } from '@/messages/account';
import { td } from '@/messages/desk';
import { type AccountSearch, accountRoute, staffRoute } from './routes/session';
import { Tabs } from './Tabs';
import { useCan } from './useCan';

/** What a member of staff keeps for themselves: password, two steps, devices, identities, tokens. */
export function AccountPage() {
  const heading = usePageTitle(ta('title'), td('desk.title'));
  const { session } = staffRoute.useRouteContext();
  const { tab: open = 'password', failed } = accountRoute.useSearch();
  const can = useCan();
  const { data: providers } = useQuery(providersQuery);
  const federated = (providers?.items ?? []).some((provider) => provider.for === 'staff');
  const tab = (key: NonNullable<AccountSearch['tab']>) => ({
    key,
    label: ta(`tab.${key}`),
    open: open === key,
    link: { to: '/account' as const, search: key === 'password' ? {} : { tab: key } },
  });
  return (
    <ListPage>
      <PageHead
        title={
          <h1 ref={heading} tabIndex={-1}>
            {ta('title')}
          </h1>
        }
      />
      <p>
        {ta('session.left', {
          idle: moment(session.expires_at),
          end: moment(session.lasts_until),
        })}
      </p>
      <Tabs
        label={ta('tabs')}
        tabs={[
          tab('password'),
          tab('factor'),
          tab('devices'),
          ...(federated ? [tab('identities')] : []),
          ...(can('account.token.edit') ? [tab('tokens')] : []),
        ]}
      />
      {open === 'password' ? <PasswordForm /> : null}
      {open === 'factor' ? <FactorPart /> : null}
      {open === 'devices' ? <DevicesPart loginHref="/desk/login?next=%2Fdesk%2Faccount" /> : null}
      {open === 'identities' ? <IdentitiesPart failed={failed === 'provider'} /> : null}
      {open === 'tokens' && can('account.token.edit') ? <TokensPart /> : null}
    </ListPage>
  );
}
