import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { Ref } from 'react';
import { Button } from '@/components/Button';
import { Empty } from '@/components/Empty';
import { ProblemScreen } from '@/components/Problem';
import { SkeletonBlock } from '@/components/Skeleton';
import { formatDay, formatMonth } from '@/lib/date';
import { tv } from '@/messages/privacyPortal';
import { appearancesQuery, type Disclosure, disclosuresQuery } from './api';
import styles from './Disclosures.module.css';

const CLOCK = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** Who saw the firm's data, when and why, and in how many lists it stood. */
export function DisclosureList({
  uscc,
  heading,
}: {
  uscc: string;
  heading: Ref<HTMLHeadingElement>;
}) {
  const views = useInfiniteQuery(disclosuresQuery(uscc));
  const pages = views.data?.pages ?? [];
  const rows = pages.flatMap((page) => page.items ?? []);
  return (
    <article className={styles.page}>
      <header>
        <h1 ref={heading} tabIndex={-1}>
          {tv('views.title')}
        </h1>
        <p className={styles.lead}>{tv('views.lead')}</p>
      </header>
      <section className={styles.section} aria-label={tv('views.list')}>
        {views.isPending ? <SkeletonBlock height="8rem" /> : null}
        {views.isError && rows.length === 0 ? (
          <ProblemScreen error={views.error} onRetry={() => void views.refetch()} />
        ) : null}
        {views.data ? (
          rows.length > 0 ? (
            <>
              <p className={styles.lead}>{tv('views.count', { count: pages[0]?.total ?? 0 })}</p>
              <ul className={styles.list}>
                {rows.map((row) => (
                  <View key={row.id} row={row} />
                ))}
              </ul>
            </>
          ) : (
            <Empty title={tv('views.empty.title')} text={tv('views.empty.text')} />
          )
        ) : null}
        {views.hasNextPage ? (
          <Button
            look="secondary"
            wide
            disabled={views.isFetchingNextPage}
            onClick={() => void views.fetchNextPage()}
          >
            {views.isFetchingNextPage ? tv('views.loading') : tv('views.more')}
          </Button>
        ) : null}
      </section>
      <Appearances uscc={uscc} />
    </article>
  );
}

function View({ row }: { row: Disclosure }) {
  return (
    <li className={styles.item}>
      <time className={styles.time} dateTime={row.at}>
        {formatDay(row.at)} {CLOCK.format(new Date(row.at))}
      </time>
      <p className={styles.saw}>
        {tv(`views.saw.${row.kind}`, { role: row.role, fields: (row.fields ?? []).join('、') })}
      </p>
      <dl>
        <dt>{tv('views.who')}</dt>
        <dd>{[row.department, row.post, row.viewer].filter(Boolean).join(' ')}</dd>
        <dt>{tv('views.reason')}</dt>
        <dd>
          {row.reason_label}：{row.reason}
        </dd>
      </dl>
    </li>
  );
}

function Appearances({ uscc }: { uscc: string }) {
  const { data, error, isPending, refetch } = useQuery(appearancesQuery(uscc));
  const rows = data?.items ?? [];
  return (
    <section className={styles.section}>
      <h2>{tv('exports.title')}</h2>
      <p className={styles.lead}>{tv('exports.lead')}</p>
      {isPending ? <SkeletonBlock height="3rem" /> : null}
      {error ? <ProblemScreen error={error} onRetry={() => void refetch()} /> : null}
      {data && rows.length === 0 ? <p>{tv('exports.empty')}</p> : null}
      {rows.length > 0 ? (
        <ul className={styles.list}>
          {rows.map((row) => (
            <li key={row.month + row.department} className={styles.row}>
              <span>
                {tv('exports.row', {
                  month: formatMonth(row.month),
                  department: row.department || tv('exports.noDepartment'),
                })}
              </span>
              <strong>{tv('exports.count', { count: row.count })}</strong>
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  );
}
