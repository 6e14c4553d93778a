import { Link } from '@tanstack/react-router';
import { Button, buttonClass } from '@/components/Button';
import { Empty } from '@/components/Empty';
import { ProblemScreen } from '@/components/Problem';
import { SkeletonCards } from '@/components/Skeleton';
import { useMyAppeals } from '@/features/report/api';
import styles from '@/features/report/Report.module.css';
import { usePageTitle } from '@/lib/usePageTitle';
import { tr } from '@/messages/report';
import { t } from '@/messages/shared';
import { appealsRoute } from './routes';

/** What the firm asked government to solve, and where each stands. */
export function AppealsPage() {
  const { uscc } = appealsRoute.useParams();
  const { open = false } = appealsRoute.useSearch();
  const navigate = appealsRoute.useNavigate();
  const heading = usePageTitle(tr('mine.title'), t('brand.full'));
  const list = useMyAppeals(uscc, open);
  const items = list.data?.pages.flatMap((page) => page.items ?? []) ?? [];
  return (
    <article className={styles.page}>
      <h1 ref={heading} tabIndex={-1}>
        {tr('mine.title')}
      </h1>
      <div className={styles.acts}>
        <Link to="/$uscc/appeals/new" params={{ uscc }} className={buttonClass('primary')}>
          {tr('mine.add')}
        </Link>
        <label className={styles.check}>
          <input
            type="checkbox"
            checked={open}
            onChange={(event) =>
              void navigate({ search: event.target.checked ? { open: true } : {}, replace: true })
            }
          />
          {tr('mine.open')}
        </label>
      </div>
      {list.isPending ? <SkeletonCards count={3} /> : null}
      {list.error ? <ProblemScreen error={list.error} onRetry={() => void list.refetch()} /> : null}
      {list.data && items.length === 0 ? (
        <Empty title={tr('mine.empty.title')} text={tr('mine.empty.text')} />
      ) : null}
      <ul className={styles.list}>
        {items.map((one) => (
          <li key={one.id} className={styles.card}>
            <Link to="/$uscc/appeals/$id" params={{ uscc, id: one.id }}>
              <strong>{one.title}</strong>
            </Link>
            <span className={styles.meta}>
              {one.number} · {one.kind_label} · {one.state_label}
              {one.waiting ? <span className={styles.waiting}>{tr('mine.waiting')}</span> : null}
            </span>
            <span>{one.now}</span>
          </li>
        ))}
      </ul>
      {list.hasNextPage ? (
        <Button
          look="secondary"
          disabled={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          {tr('mine.more')}
        </Button>
      ) : null}
    </article>
  );
}
