import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { importProblemsQuery, importQuery } from '@/features/desk/imports/api';
import { ImportReport } from '@/features/desk/imports/ImportReport';
import { LevelChoice, ProblemTable } from '@/features/desk/imports/ProblemTable';
import { PageHead } from '@/features/desk/list/ListPage';
import { Pager } from '@/features/desk/list/Pager';
import { useList } from '@/features/desk/list/useList';
import { usePageTitle } from '@/lib/usePageTitle';
import { td } from '@/messages/desk';
import styles from './EnterprisePage.module.css';
import { importRoute } from './routes/registry';

/** One import: how far it is, or what became of it. */
export function ImportPage() {
  const { id } = importRoute.useParams();
  const { data: one } = useSuspenseQuery(importQuery(id));
  const heading = usePageTitle(td('import.titleOf', { file: one.filename }), td('desk.title'));
  return (
    <div className={styles.page}>
      <PageHead
        title={
          <h1 ref={heading} tabIndex={-1}>
            {td('import.titleOf', { file: one.filename })}
          </h1>
        }
      />
      <ImportReport one={one} again={<Link to="/imports">{td('import.again')}</Link>} />
      {one.state === 'done' ? <Problems id={id} /> : null}
    </div>
  );
}

function Problems({ id }: { id: string }) {
  const list = useList(importRoute.useSearch());
  const query = useQuery(importProblemsQuery(id, list.search));
  const { data, error, refetch, isPlaceholderData } = query;
  if (data?.total === 0 && !list.search.level) return null;
  return (
    <>
      <PageHead title={<h2>{td('problem.list')}</h2>}>
        <LevelChoice level={list.search.level} onChange={(level) => list.change({ level })} />
      </PageHead>
      <ProblemTable
        rows={data ? (data.items ?? []) : undefined}
        level={list.search.level}
        error={error}
        onRetry={() => void refetch()}
        stale={isPlaceholderData}
        page={list.place.page}
      />
      <Pager list={list} query={query} />
    </>
  );
}
