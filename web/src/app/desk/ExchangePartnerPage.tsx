import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { App, Button, Segmented } from 'antd';
import { useState } from 'react';
import { DeliveryTable } from '@/features/desk/exchange/DeliveryTable';
import { Open311Panel } from '@/features/desk/exchange/Open311Panel';
import { PartnerDialog } from '@/features/desk/exchange/PartnerDialog';
import styles from '@/features/desk/exchange/Partners.module.css';
import {
  deliveriesQuery,
  type Partner,
  partnerQuery,
  partnersQuery,
  STATES,
  useRenewSecret,
  useTestPartner,
} from '@/features/desk/exchange/partners';
import { SecretShown } from '@/features/desk/exchange/SecretShown';
import { ListPage, PageHead } from '@/features/desk/list/ListPage';
import { Pager } from '@/features/desk/list/Pager';
import { useList } from '@/features/desk/list/useList';
import { formatMoment } from '@/features/desk/time';
import { describeProblem } from '@/lib/problem';
import { usePageTitle } from '@/lib/usePageTitle';
import { td } from '@/messages/desk';
import { tx } from '@/messages/exchange';
import { exchangePartnerRoute } from './routes/appeal';

/** One system that cases are exchanged with: what is agreed, and what it was told. */
export function ExchangePartnerPage() {
  const { id } = exchangePartnerRoute.useParams();
  const { data: partner } = useSuspenseQuery(partnerQuery(id));
  const list = useList(exchangePartnerRoute.useSearch());
  const query = useQuery(deliveriesQuery(id, list.search));
  const { data: all } = useQuery(partnersQuery);
  const heading = usePageTitle(partner.name, td('desk.title'));
  const { message, modal } = App.useApp();
  const [editing, setEditing] = useState(false);
  const [renewed, setRenewed] = useState<Partner>();
  const renew = useRenewSecret();
  const test = useTestPartner();
  const fail = (error: Error) => void message.error(describeProblem(error).text, 6);
  const events = (all?.events ?? []).filter((one) => partner.events.includes(one.event));
  const { data, error, refetch, isPlaceholderData } = query;

  return (
    <ListPage>
      <PageHead
        title={
          <h1 ref={heading} tabIndex={-1}>
            {partner.name}
          </h1>
        }
      >
        <Link to="/exchange">{tx('partner.back')}</Link>
        <Button
          loading={test.isPending}
          disabled={partner.off || !partner.endpoint}
          onClick={() =>
            test.mutate(id, {
              onSuccess: () => void message.success(tx('partner.tested')),
              onError: fail,
            })
          }
        >
          {tx('partner.test')}
        </Button>
        <Button
          onClick={() =>
            void modal.confirm({
              title: tx('secret.renew'),
              content: tx('secret.renew.text'),
              okText: tx('secret.renew'),
              cancelText: td('act.cancel'),
              onOk: () => renew.mutateAsync(partner).then(setRenewed, fail),
            })
          }
        >
          {tx('secret.renew')}
        </Button>
        <Button onClick={() => setEditing(true)}>{tx('partner.change')}</Button>
      </PageHead>
      <dl className={styles.facts}>
        <dt>{tx('partner.code')}</dt>
        <dd>{partner.code}</dd>
        <dt>{tx('partner.state')}</dt>
        <dd>{partner.off ? tx('partner.off') : tx('partner.on')}</dd>
        <dt>{tx('partner.endpoint')}</dt>
        <dd>{partner.endpoint || tx('partner.silent')}</dd>
        <dt>{tx('partner.events')}</dt>
        <dd>{events.map((one) => one.label).join('、') || tx('partner.silent')}</dd>
        {partner.old_until ? (
          <>
            <dt>{tx('secret.old.label')}</dt>
            <dd>{formatMoment(partner.old_until)}</dd>
          </>
        ) : null}
      </dl>
      <Open311Panel id={id} />
      <h2>{tx('delivery.list')}</h2>
      <Segmented
        aria-label={tx('delivery.state')}
        value={list.search.state ?? 'all'}
        options={[
          { value: 'all', label: tx('delivery.all') },
          ...STATES.map((state) => ({ value: state, label: tx(`delivery.${state}`) })),
        ]}
        onChange={(state) =>
          list.change({ state: state === 'all' ? undefined : (state as (typeof STATES)[number]) })
        }
      />
      <DeliveryTable
        rows={data ? (data.items ?? []) : undefined}
        error={error}
        onRetry={() => void refetch()}
        stale={isPlaceholderData}
        page={list.place.page}
      />
      <Pager list={list} query={query} />
      {editing ? (
        <PartnerDialog
          partner={partner}
          onClose={() => setEditing(false)}
          onSaved={() => setEditing(false)}
        />
      ) : null}
      {renewed ? <SecretShown partner={renewed} onClose={() => setRenewed(undefined)} /> : null}
    </ListPage>
  );
}
