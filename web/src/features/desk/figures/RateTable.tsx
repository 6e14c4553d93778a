import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Empty } from '@/components/Empty';
import { Icon } from '@/components/Icon';
import { ProblemNote } from '@/components/Problem';
import { groupDigits } from '@/lib/money';
import { useNarrow } from '@/lib/useMedia';
import { tf } from '@/messages/figure';
import { type Column, DataTable } from '../list/DataTable';
import { peopleQuery, type RateRow, type Rates } from './api';
import styles from './Figures.module.css';
import { type BehindSearch, type PARTS, RATES, type RatesSearch } from './search';

type Rate = (typeof RATES)[number];
type Part = (typeof PARTS)[number];
type Tally = NonNullable<RateRow['rates']>[number];

interface Row extends RateRow {
  whole: boolean;
  /** Of a person: where he worked on the cases. */
  department?: { key: string; name: string };
}

/** What opens the list of a number. */
function listOf({ open: _, ...search }: RatesSearch, row: Row): BehindSearch {
  if (row.department) {
    const { month, until, side } = search;
    return { month, until, side, by: 'person', department: row.department.key, key: row.key };
  }
  return { ...search, ...(row.whole ? { whole: 'true' as const } : { key: row.key }) };
}

interface NumberProps {
  search: RatesSearch;
  row: Row;
  rate?: Rate;
  part: Part;
  count: number;
}

/** One number; it opens exactly that many cases. */
function Opens({ search, row, rate, part, count }: NumberProps) {
  const text = groupDigits(String(count));
  if (count === 0) return <span className={styles.none}>{text}</span>;
  const who = row.whole
    ? tf('rates.whole')
    : row.department
      ? `${row.department.name} ${row.name}`
      : row.name;
  const label =
    rate && part !== 'cases' && part !== 'excluded'
      ? tf(`rates.${part}.of`, { who, rate: tf(`rate.${rate}`), count: text })
      : tf(part === 'excluded' ? 'rates.out.of' : 'rates.cases.of', { who, count: text });
  return (
    <Link
      to="/appeal-rates/cases"
      search={{ ...listOf(search, row), ...(rate ? { rate } : {}), part }}
      aria-label={label}
      className={styles.underlined}
    >
      {part === 'excluded'
        ? tf('rates.out', { count: text })
        : part === 'missed'
          ? tf('rates.missed', { count: text })
          : text}
    </Link>
  );
}

/** How much one number is of another, in percent with one decimal. */
export const percent = (hit: number, base: number): string =>
  `${(Math.round((hit / base) * 1000) / 10).toFixed(1)}%`;

const tallyOf = (row: RateRow | undefined, rate: Rate) =>
  (row?.rates ?? []).find((found) => found.rate === rate);

/** By how many points a rate rose or fell; nothing where there is nothing to compare. */
function Change({ now, last }: { now: number; last: Tally | undefined }) {
  if (!last || last.base === 0) return null;
  const points = Math.round((now - last.hit / last.base) * 1000) / 10;
  return (
    <span>
      {points === 0
        ? tf('rates.same')
        : tf(points > 0 ? 'rates.more' : 'rates.less', { points: Math.abs(points).toFixed(1) })}
    </span>
  );
}

const rateColumn = (
  search: RatesSearch,
  rate: Rate,
  lastOf: (row: Row) => RateRow | undefined,
  width: string,
): Column<Row> => ({
  key: rate,
  title: tf(`rate.${rate}`),
  required: true,
  right: true,
  width,
  render: (row) => {
    const one = tallyOf(row, rate);
    if (!one || one.base === 0) return <span className={styles.none}>{tf('rates.none')}</span>;
    return (
      <>
        <strong>{percent(one.hit, one.base)}</strong>
        <small className={styles.small}>
          <Opens search={search} row={row} rate={rate} part="hit" count={one.hit} />
          {' ÷ '}
          <Opens search={search} row={row} rate={rate} part="base" count={one.base} />
        </small>
        {one.hit < one.base ? (
          <small className={styles.small}>
            <Opens search={search} row={row} rate={rate} part="missed" count={one.base - one.hit} />
          </small>
        ) : null}
        <small className={styles.small}>
          <Change now={one.hit / one.base} last={tallyOf(lastOf(row), rate)} />
        </small>
      </>
    );
  },
});

interface Props {
  search: RatesSearch;
  /** Opens the people of a department below it, or folds them away. */
  onOpen: ((department: string | undefined) => void) | undefined;
  rates: Rates | undefined;
  /** The same of the period before, to compare with. */
  last: Rates | undefined;
  stale: boolean;
  error: unknown;
  onRetry: () => void;
}

/** The three rates of every row, side by side, by name. */
export function RateTable({ search, onOpen, rates, last, stale, error, onRetry }: Props) {
  const narrow = useNarrow();
  const by = search.by ?? 'department';
  const opened = onOpen ? search.open : undefined;
  const people = useQuery({ ...peopleQuery(search), enabled: opened !== undefined });
  const lastOf = (row: Row) => {
    if (row.department) return undefined;
    return row.whole ? last?.whole : (last?.rows ?? []).find((found) => found.key === row.key);
  };
  const nameOf = (row: Row) => {
    if (row.whole) return <strong>{tf('rates.whole')}</strong>;
    if (row.department) return <span className={styles.person}>{row.name}</span>;
    if (!onOpen) return row.name;
    const open = row.key === opened;
    return (
      <button
        type="button"
        className={styles.fold}
        aria-expanded={open}
        onClick={() => onOpen(open ? undefined : row.key)}
      >
        <Icon name={open ? 'down' : 'next'} size="0.9em" />
        {row.name}
      </button>
    );
  };
  const cases = (row: Row) => <Opens search={search} row={row} part="cases" count={row.cases} />;
  const out = (row: Row) =>
    row.excluded > 0 ? (
      <small className={styles.small}>
        <Opens search={search} row={row} part="excluded" count={row.excluded} />
      </small>
    ) : null;
  const name = { key: 'name', title: tf(`rates.name.${by}`), required: true };
  // On a phone the cases stand below the name, so that all three rates are in sight.
  const first: Column<Row>[] = narrow
    ? [
        {
          ...name,
          width: '4rem',
          render: (row) => (
            <>
              {nameOf(row)}
              <small className={styles.small}>
                {cases(row)} {tf('rates.unit')}
              </small>
              {out(row)}
            </>
          ),
        },
      ]
    : [
        { ...name, width: '12rem', render: nameOf },
        {
          key: 'cases',
          title: tf('rates.cases'),
          required: true,
          right: true,
          width: '5rem',
          render: (row) => (
            <>
              {cases(row)}
              {out(row)}
            </>
          ),
        },
      ];
  const columns: Column<Row>[] = [
    ...first,
    ...RATES.map((rate) => rateColumn(search, rate, lastOf, narrow ? '4rem' : '9rem')),
  ];
  const rows: Row[] | undefined = rates && [
    { ...rates.whole, whole: true },
    ...(rates.rows ?? []).flatMap((row): Row[] => [
      { ...row, whole: false },
      ...(row.key === opened ? (people.data?.rows ?? []) : []).map((person) => ({
        ...person,
        whole: false,
        department: { key: row.key, name: row.name },
      })),
    ]),
  ];
  return (
    // As high as its rows: more stands below it on this page.
    <div>
      {people.error ? <ProblemNote error={people.error} /> : null}
      <DataTable
        label={tf('rates.title')}
        columns={columns}
        inline
        rows={rates && rates.whole.cases + rates.whole.excluded === 0 ? [] : rows}
        rowKey={(row) =>
          row.whole ? 'whole' : row.department ? `person ${row.key}` : `row ${row.key}`
        }
        stale={stale || people.isFetching}
        error={error}
        onRetry={onRetry}
        empty={<Empty title={tf('rates.empty')} text={tf('rates.empty.text')} />}
      />
    </div>
  );
}
