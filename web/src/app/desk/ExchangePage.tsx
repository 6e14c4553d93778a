import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { Empty } from '@/components/Empty';
import { PartnerDialog } from '@/features/desk/exchange/PartnerDialog';
import styles from '@/features/desk/exchange/Partners.module.css';
import { type Partner, partnersQuery } from '@/features/desk/exchange/partners';
import { SecretShown } from '@/features/desk/exchange/SecretShown';
import { type Column, DataTable } from '@/features/desk/list/DataTable';
import { ListPage, PageHead } from '@/features/desk/list/ListPage';
import { StateMark } from '@/features/desk/StateMark';
import { Trouble } from '@/features/desk/Trouble';
import { ApiError } from '@/lib/problem';
import { usePageTitle } from '@/lib/usePageTitle';
import { td } from '@/messages/desk';
import { tx } from '@/messages/exchange';
import { useCan } from './useCan';

const columns: Column<Partner>[] = [
  {
    key: 'name',
    title: tx('partner.name'),
    required: true,
    width: '9.5rem',
    render: (one) => (
      <>
        <Link to="/exchange/$id" params={{ id: one.id }}>
          {one.name}
        </Link>
        <small className={styles.small}>{one.code}</small>
      </>
    ),
  },
  {
    key: 'state',
    title: tx('partner.state'),
    width: '5.5rem',
    render: (one) => (
      <StateMark
        state={one.off ? 'withdrawn' : 'published'}
        word={one.off ? tx('partner.off') : tx('partner.on')}
      />
    ),
  },
  {
    key: 'events',
    title: tx('partner.told'),
    width: '5rem',
    render: (one) =>
      one.events.length > 0
        ? tx('partner.events.count', { n: one.events.length })
        : tx('partner.silent'),
  },
];

/** The systems that cases are exchanged with. */
export function ExchangePage() {
  const heading = usePageTitle(tx('partner.title'), td('desk.title'));
  const { data, error, refetch, isPlaceholderData } = useQuery(partnersQuery);
  const [adding, setAdding] = useState(false);
  const [made, setMade] = useState<Partner>();
  const navigate = useNavigate();
  const can = useCan();
  if (!can('appeal.partner.edit')) return <Trouble error={new ApiError(403, {})} />;
  const open = (id: string) => void navigate({ to: '/exchange/$id', params: { id } });
  return (
    <ListPage>
      <PageHead
        title={
          <h1 ref={heading} tabIndex={-1}>
            {tx('partner.title')}
          </h1>
        }
      >
        <Button type="primary" onClick={() => setAdding(true)}>
          {tx('partner.add')}
        </Button>
      </PageHead>
      <p className={styles.lead}>{tx('partner.lead')}</p>
      <DataTable
        label={tx('partner.title')}
        columns={columns}
        rows={data ? data.items : undefined}
        rowKey={(one) => one.id}
        error={error}
        onRetry={() => void refetch()}
        stale={isPlaceholderData}
        page={1}
        onOpen={(one) => open(one.id)}
        empty={<Empty title={tx('partner.none')} text={tx('partner.none.text')} />}
      />
      {adding ? (
        <PartnerDialog
          onClose={() => setAdding(false)}
          onSaved={(partner) => {
            setAdding(false);
            setMade(partner);
          }}
        />
      ) : null}
      {made ? <SecretShown partner={made} onClose={() => open(made.id)} /> : null}
    </ListPage>
  );
}
