import { type CSSProperties, type MouseEvent, type ReactNode, useEffect, useRef } from 'react';
import { Icon } from '@/components/Icon';
import { SkeletonBlock } from '@/components/Skeleton';
import { td } from '@/messages/desk';
import { t } from '@/messages/shared';
import { Trouble } from '../Trouble';
import type { Choosable } from './columns';
import styles from './DataTable.module.css';
import { nextSort, type Sortable, sortDirection } from './sort';
import { useMore } from './useMore';

export interface Column<T> extends Choosable, Sortable {
  title: string;
  render: (row: T) => ReactNode;
  /** Numbers stand to the right. */
  right?: boolean;
  width?: string;
}

interface Props<T> {
  /** What the table holds, for people who cannot see it. */
  label: string;
  columns: ReadonlyArray<Column<T>>;
  rows: readonly T[] | undefined;
  rowKey: (row: T) => string | number;
  sort?: string | undefined;
  onSort?: (sort: string | undefined) => void;
  error?: unknown;
  onRetry?: () => void;
  /** The rows shown are those of before; new ones are on their way. */
  stale?: boolean;
  empty: ReactNode;
  /** A click anywhere in a row; the row must hold a link to the same for the keyboard. */
  onOpen?: (row: T) => void;
  /** Part of a longer page: as high as its rows, not as the window. */
  inline?: boolean;
  /** Anything that changes when another page of the list is shown. */
  page?: unknown;
}

/**
 * A table for lists of any length: the header stays, wide tables scroll inside
 * their frame, and loading, failing and holding nothing look like this table.
 */
export function DataTable<T>(props: Props<T>) {
  const { label, columns, rows, error, onRetry, stale, empty, inline, page } = props;
  const frame = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page starts at its top
  useEffect(() => {
    frame.current?.scrollTo?.({ top: 0 });
  }, [page]);
  useMore(frame, rows);
  if (!rows && error) return <Trouble error={error} onRetry={onRetry} />;
  return (
    <section
      ref={frame}
      data-table
      className={`${styles.frame} ${inline ? styles.inline : ''}`}
      aria-label={label}
      aria-busy={!rows || stale}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
    >
      <table className={`${styles.table} ${stale ? styles.stale : ''}`}>
        <thead>
          <tr>
            {columns.map((column) => (
              <Head key={column.key} column={column} sort={props.sort} onSort={props.onSort} />
            ))}
          </tr>
        </thead>
        {rows ? <Rows {...props} rows={rows} /> : <Waiting columns={columns} />}
      </table>
      {rows?.length === 0 ? <div className={styles.empty}>{empty}</div> : null}
    </section>
  );
}

function cell<T>(column: Column<T>): string {
  return `${column.right ? styles.right : ''} ${column.required ? styles.first : ''}`.trim();
}

interface HeadProps<T> {
  column: Column<T>;
  sort: string | undefined;
  onSort: ((sort: string | undefined) => void) | undefined;
}

function Head<T>({ column, sort, onSort }: HeadProps<T>) {
  const style = column.width ? ({ '--width': column.width } as CSSProperties) : undefined;
  const direction = sortDirection(column, sort);
  if (!onSort || (!column.ascending && !column.descending)) {
    return (
      <th scope="col" className={cell(column)} style={style}>
        {column.title}
      </th>
    );
  }
  return (
    <th
      scope="col"
      className={cell(column)}
      style={style}
      aria-sort={direction === 'none' ? undefined : direction}
    >
      <button
        type="button"
        className={styles.sort}
        title={td('list.sort', { column: column.title })}
        onClick={() => onSort(nextSort(column, sort))}
      >
        {column.title}
        <span className={`${styles.arrow} ${styles[direction]}`}>
          <Icon name="down" size="0.9em" />
        </span>
      </button>
    </th>
  );
}

function Rows<T>({ columns, rows, rowKey, onOpen }: Props<T> & { rows: readonly T[] }) {
  const open = (row: T) => (event: MouseEvent<HTMLTableRowElement>) => {
    const onControl = (event.target as Element).closest('a, button, input, label');
    // A person who marks a code to copy it does not want to leave.
    if (!onControl && !window.getSelection()?.toString()) onOpen?.(row);
  };
  return (
    <tbody>
      {rows.map((row) => (
        <tr
          key={rowKey(row)}
          className={onOpen ? styles.opens : undefined}
          onClick={onOpen ? open(row) : undefined}
        >
          {columns.map((column) =>
            column.required ? (
              <th key={column.key} scope="row" className={cell(column)}>
                {column.render(row)}
              </th>
            ) : (
              <td key={column.key} className={cell(column)}>
                {column.render(row)}
              </td>
            ),
          )}
        </tr>
      ))}
    </tbody>
  );
}

const WAITING = [0, 1, 2, 3, 4, 5, 6, 7];

function Waiting<T>({ columns }: { columns: ReadonlyArray<Column<T>> }) {
  return (
    <tbody>
      {WAITING.map((row) => (
        <tr key={row} aria-hidden={row > 0}>
          {columns.map((column, at) => (
            <td key={column.key}>
              {row === 0 && at === 0 ? <span className="hidden">{t('state.loading')}</span> : null}
              <SkeletonBlock width={`${55 + ((row * 7 + at * 13) % 40)}%`} />
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  );
}
