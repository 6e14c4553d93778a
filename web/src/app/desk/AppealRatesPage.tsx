import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Segmented } from 'antd';
import { Empty } from '@/components/Empty';
import { behindQuery, type Counted, ratesQuery } from '@/features/desk/figures/api';
import { Course } from '@/features/desk/figures/Course';
import { DefinitionCard } from '@/features/desk/figures/DefinitionCard';
import { ExclusionStory } from '@/features/desk/figures/ExclusionCard';
import { useWaiting } from '@/features/desk/figures/exclusions';
import styles from '@/features/desk/figures/Figures.module.css';
import { PeriodChoice } from '@/features/desk/figures/PeriodChoice';
import { nameOf, shifted } from '@/features/desk/figures/period';
import { RateTable } from '@/features/desk/figures/RateTable';
import { GROUPS, type RatesSearch } from '@/features/desk/figures/search';
import type { Column } from '@/features/desk/list/DataTable';
import { ExportMenu } from '@/features/desk/list/ExportMenu';
import { ListPage, PageHead } from '@/features/desk/list/ListPage';
import { PagedTable } from '@/features/desk/list/PagedTable';
import { useList } from '@/features/desk/list/useList';
import { formatMoment } from '@/features/desk/time';
import { groupDigits } from '@/lib/money';
import { usePageTitle } from '@/lib/usePageTitle';
import { ty } from '@/messages/definition';
import { td } from '@/messages/desk';
import { tf } from '@/messages/figure';
import { appealRateCasesRoute, appealRatesRoute } from './routes/appeal';
import { useCan } from './useCan';

const FORMATS = (['xlsx', 'csv'] as const).map((key) => ({ key, label: tf(`export.${key}`) }));

/** The three rates of some months, by department, division, channel or kind. */
export function AppealRatesPage() {
  const heading = usePageTitle(tf('rates.title'), td('desk.title'));
  const search = appealRatesRoute.useSearch();
  const navigate = appealRatesRoute.useNavigate();
  const { data, error, refetch, isPlaceholderData } = useQuery(ratesQuery(search));
  const change = (patch: Partial<RatesSearch>) =>
    void navigate({ search: { ...search, ...patch }, replace: true, resetScroll: false });
  const month = search.month ?? data?.month;
  const period = month ? { month, until: search.until ?? month } : undefined;
  const before = period ? shifted(period, -1) : undefined;
  const { data: last } = useQuery({
    ...ratesQuery({ ...search, ...before }),
    enabled: before !== undefined,
  });
  const by = search.by ?? 'department';
  const waiting = useWaiting();
  const can = useCan();
  const { open: _, ...shown } = search;
  const onOpen =
    by === 'department' && data?.can?.includes('people')
      ? (open: string | undefined) => change({ open })
      : undefined;
  return (
    <ListPage>
      <PageHead
        title={
          <h1 ref={heading} tabIndex={-1}>
            {tf('rates.title')}
          </h1>
        }
      >
        {period ? <PeriodChoice period={period} onChange={change} /> : null}
        {data?.can?.includes('export') ? (
          <ExportMenu
            path="/appeal-rate-exports"
            query={{ ...shown, ...period }}
            kind="appeal.rates"
            total={(data.rows ?? []).length}
            label={tf('export.as')}
            formats={FORMATS}
          />
        ) : null}
      </PageHead>
      <p className={styles.lead}>
        {tf('rates.lead')}
        {before ? tf('rates.than', { period: nameOf(before) }) : null}
        {onOpen ? tf('rates.people') : null}
      </p>
      <div className={styles.choices}>
        <Segmented
          aria-label={tf('rates.by')}
          value={by}
          options={GROUPS.map((group) => ({ value: group, label: tf(`rates.by.${group}`) }))}
          onChange={(group) =>
            change({ by: group === 'department' ? undefined : group, open: undefined })
          }
        />
        {by === 'department' ? (
          <Segmented
            aria-label={tf('rates.side')}
            value={search.side ?? 'lead'}
            options={[
              { value: 'lead', label: tf('rates.side.lead') },
              { value: 'co_handler', label: tf('rates.side.co_handler') },
            ]}
            onChange={(side) => change({ side: side === 'co_handler' ? side : undefined })}
          />
        ) : null}
      </div>
      <RateTable
        search={search}
        onOpen={onOpen}
        rates={data}
        last={last}
        stale={isPlaceholderData}
        error={error}
        onRetry={() => void refetch()}
      />
      <p>
        <Link to="/appeal-rates/exclusions">
          {waiting > 0
            ? tf('out.list.waiting', { count: groupDigits(String(waiting)) })
            : tf('out.list')}
        </Link>
      </p>
      {can('appeal.definition.draft') ? (
        <p>
          <Link to="/appeal-definitions">{ty('open')}</Link>
        </p>
      ) : null}
      <Course until={period?.until} />
      {data ? <DefinitionCard definitions={data.definitions ?? []} /> : null}
    </ListPage>
  );
}

const columns: Column<Counted>[] = [
  {
    key: 'case',
    title: tf('behind.case'),
    required: true,
    width: '13rem',
    render: (row) => (
      <>
        <Link to="/appeals/$id" params={{ id: row.id }}>
          {row.title}
        </Link>
        <small className={styles.small}>{row.number}</small>
      </>
    ),
  },
  {
    key: 'closing',
    title: tf('behind.closing'),
    required: true,
    width: '7rem',
    render: (row) => (
      <>
        {row.closing_label || row.state_label}
        {row.confirmed ? <small className={styles.small}>{tf('behind.confirmed')}</small> : null}
      </>
    ),
  },
  { key: 'kind', title: tf('behind.kind'), width: '4rem', render: (row) => row.kind_label },
  { key: 'lead', title: tf('behind.lead'), width: '10rem', render: (row) => row.lead_name },
  {
    key: 'received',
    title: tf('behind.received'),
    width: '8rem',
    render: (row) => formatMoment(row.received_at),
  },
  {
    key: 'closed',
    title: tf('behind.closed'),
    width: '8rem',
    render: (row) => (row.closed_at ? formatMoment(row.closed_at) : null),
  },
];

/** Why a case is left out: a column of the list of those. */
const leftOut: Column<Counted> = {
  key: 'out',
  title: tf('behind.out'),
  required: true,
  width: '10.5rem',
  render: (row) => (row.exclusion ? <ExclusionStory one={row.exclusion} /> : null),
};

const excludedColumns: Column<Counted>[] = columns
  .map((column) => (column.key === 'case' ? { ...column, width: '9rem' } : column))
  .toSpliced(1, 0, leftOut);

/** The cases behind one number of the rates: as many rows as the number said. */
export function AppealRateCasesPage() {
  const heading = usePageTitle(tf('behind.title'), td('desk.title'));
  const search = appealRateCasesRoute.useSearch();
  const list = useList(search);
  const query = useQuery(behindQuery(list.search));
  const { month, until, by, side } = search;
  const part = search.part ?? 'cases';
  return (
    <ListPage>
      <PageHead
        title={
          <h1 ref={heading} tabIndex={-1}>
            {tf('behind.title')}
          </h1>
        }
      >
        {search.draft ? (
          <Link to="/appeal-definitions">{ty('trial.back')}</Link>
        ) : (
          <Link
            to="/appeal-rates"
            search={
              by === 'person'
                ? { month, until, side, open: search.department }
                : { month, until, by, side }
            }
          >
            {tf('behind.back')}
          </Link>
        )}
      </PageHead>
      <p className={styles.lead}>
        {search.draft ? `${ty(search.latest ? 'trial.side.latest' : 'trial.side.draft')} · ` : null}
        {part === 'cases' || part === 'excluded'
          ? null
          : `${tf(`rate.${search.rate ?? 'response'}`)} · `}
        {tf(`behind.${part}`)}
      </p>
      <PagedTable
        list={list}
        query={query}
        label={tf('behind.title')}
        columns={part === 'excluded' ? excludedColumns : columns}
        rowKey={(row) => row.id}
        empty={<Empty title={tf('behind.empty')} text={tf('behind.empty.text')} />}
      />
    </ListPage>
  );
}
