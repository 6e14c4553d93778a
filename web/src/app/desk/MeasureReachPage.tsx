import { useQuery } from '@tanstack/react-query';
import { Empty } from '@/components/Empty';
import { SkeletonCards } from '@/components/Skeleton';
import { PagedTable } from '@/features/desk/list/PagedTable';
import { SearchInput } from '@/features/desk/list/SearchInput';
import { useList } from '@/features/desk/list/useList';
import { funnelQuery, funnelRowsQuery } from '@/features/desk/reach/api';
import { funnelColumns } from '@/features/desk/reach/columns';
import { FunnelSteps } from '@/features/desk/reach/FunnelSteps';
import styles from '@/features/desk/reach/Reach.module.css';
import { Trouble } from '@/features/desk/Trouble';
import { formatMoment } from '@/features/desk/time';
import { formatDate } from '@/lib/date';
import { td } from '@/messages/desk';
import { tr } from '@/messages/reach';
import { measureReachRoute } from './routes/policy';

/** How far a measure got, and who is behind each number. */
export function MeasureReachPage() {
  const { id } = measureReachRoute.useParams();
  const list = useList(measureReachRoute.useSearch(), ['step']);
  const funnel = useQuery(funnelQuery(id));
  if (funnel.error && !funnel.data)
    return <Trouble error={funnel.error} onRetry={funnel.refetch} />;
  if (funnel.data === undefined) return <SkeletonCards count={2} />;
  if (funnel.data === null) {
    return <Empty title={tr('funnel.norun')} text={tr('funnel.norun.text')} />;
  }
  const step = list.search.step ?? 'matched';
  return (
    <>
      <FunnelSteps
        funnel={funnel.data}
        chosen={step}
        onChoose={(next) => list.change({ step: next === 'matched' ? undefined : next })}
      />
      <p className={styles.lead}>
        {tr('funnel.run', {
          version: funnel.data.version,
          day: formatDate(funnel.data.as_of),
          at: formatMoment(funnel.data.run_at),
        })}
        {tr('funnel.note')}
      </p>
      <SearchInput
        label={td('registry.search')}
        value={list.search.q ?? ''}
        onSearch={(q) => list.change({ q })}
      />
      <Rows
        id={id}
        list={list}
        label={funnel.data.steps.find((one) => one.step === step)?.label ?? ''}
      />
    </>
  );
}

interface RowsProps {
  id: string;
  list: ReturnType<typeof useList<ReturnType<typeof measureReachRoute.useSearch>>>;
  label: string;
}

function Rows({ id, list, label }: RowsProps) {
  const query = useQuery(funnelRowsQuery(id, list.search));
  return (
    <PagedTable
      list={list}
      query={query}
      label={tr('funnel.list', { step: label })}
      columns={funnelColumns}
      rowKey={(row) => row.uscc}
      empty={<Empty title={tr('funnel.none')} text={tr('funnel.none.text')} />}
    />
  );
}
