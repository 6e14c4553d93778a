import { useQuery } from '@tanstack/react-query';
import { App, Button, Segmented } from 'antd';
import { useState } from 'react';
import { Empty } from '@/components/Empty';
import { formatDay } from '@/lib/date';
import { describeProblem } from '@/lib/problem';
import { tn } from '@/messages/mandate';
import { tp } from '@/messages/privacyDesk';
import { RevealDialog } from '../contacts/RevealDialog';
import { type Column, DataTable } from '../list/DataTable';
import styles from './Enterprise.module.css';
import { type MandateRow, type MandateState, mandatesQuery, useEndMandate } from './mandates';

const nameOf = (row: MandateRow) => row.name || tn('people.noName');

/** An end is not included: what ends at midnight lasts until the day before. */
const lastDay = (end: string) => formatDay(new Date(new Date(end).getTime() - 1000).toISOString());

const columns: Column<MandateRow>[] = [
  { key: 'name', title: tn('desk.name'), required: true, width: '6rem', render: nameOf },
  {
    key: 'phone',
    title: tn('desk.phone'),
    width: '8.5rem',
    render: (row) => row.phone || tn('people.noPhone'),
  },
  { key: 'role', title: tn('desk.role'), width: '6.5rem', render: (row) => tn(`role.${row.role}`) },
  {
    key: 'matters',
    title: tn('mandate.matters'),
    width: '9rem',
    render: (row) => (row.matters ?? []).map((matter) => matter.name).join('、'),
  },
  {
    key: 'period',
    title: tn('desk.period'),
    width: '16.5rem',
    render: (row) =>
      row.ends_at
        ? tn('desk.span', { from: formatDay(row.starts_at), to: lastDay(row.ends_at) })
        : tn('desk.from', { from: formatDay(row.starts_at) }),
  },
  {
    key: 'source',
    title: tn('mandate.source'),
    width: '7.5rem',
    render: (row) => tn(`source.${row.source}`),
  },
];

interface Props {
  uscc: string;
  show: MandateState;
  onShow: (show: MandateState) => void;
}

/** Who acts for an enterprise, for staff who keep that. */
export function MandatesTab({ uscc, show, onShow }: Props) {
  const list = useQuery(mandatesQuery(uscc, show));
  const end = useEndMandate(uscc);
  const { modal, message } = App.useApp();
  const [seen, setSeen] = useState<string>();

  function ask(row: MandateRow) {
    modal.confirm({
      title: tn('mandate.end.title', { name: nameOf(row) }),
      content: tn('mandate.end.text', { name: nameOf(row) }),
      okText: tn('mandate.end.go'),
      onOk: () =>
        end.mutateAsync(row.id).then(
          () => message.success(tn('desk.end.ok')),
          (error: unknown) => message.error(describeProblem(error).text),
        ),
    });
  }

  const act: Column<MandateRow> = {
    key: 'act',
    title: tn('desk.act'),
    required: true,
    width: '14rem',
    render: (row) => (
      <div className={styles.rowActs}>
        {(row.can ?? []).includes('reveal') ? (
          <Button
            size="small"
            aria-label={tp('reveal.actOf', { name: nameOf(row) })}
            onClick={() => setSeen(row.id)}
          >
            {tp('reveal.act')}
          </Button>
        ) : null}
        {(row.can ?? []).includes('end') ? (
          <Button
            size="small"
            aria-label={`${tn('mandate.end')}：${nameOf(row)}`}
            onClick={() => ask(row)}
          >
            {tn('mandate.end')}
          </Button>
        ) : null}
      </div>
    ),
  };
  return (
    <div className={styles.stack}>
      <p className={styles.note}>{tn('desk.lead')}</p>
      <div>
        <Segmented<MandateState>
          aria-label={tn('desk.show')}
          value={show}
          onChange={onShow}
          options={[
            { value: 'current', label: tn('desk.show.current') },
            { value: 'over', label: tn('desk.show.over') },
          ]}
        />
      </div>
      <DataTable
        inline
        label={tn('desk.mandates')}
        columns={show === 'current' ? [...columns, act] : columns}
        rows={list.data ? (list.data.items ?? []) : undefined}
        rowKey={(row) => row.id}
        error={list.error}
        onRetry={() => void list.refetch()}
        empty={<Empty title={tn('desk.none.title')} text={tn('desk.none.text')} />}
      />
      {seen ? (
        <RevealDialog
          who={{ uscc, id: seen, kind: 'mandates' }}
          onClose={() => setSeen(undefined)}
        />
      ) : null}
    </div>
  );
}
