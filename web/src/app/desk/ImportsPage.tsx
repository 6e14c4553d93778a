import { useQuery } from '@tanstack/react-query';
import { importsQuery } from '@/features/desk/imports/api';
import { ImportTable, importColumns } from '@/features/desk/imports/ImportTable';
import { UploadPanel } from '@/features/desk/imports/UploadPanel';
import { ColumnChoice } from '@/features/desk/list/ColumnChoice';
import { ListPage, PageHead } from '@/features/desk/list/ListPage';
import { Pager } from '@/features/desk/list/Pager';
import { useColumns } from '@/features/desk/list/useColumns';
import { useList } from '@/features/desk/list/useList';
import { Trouble } from '@/features/desk/Trouble';
import { ApiError } from '@/lib/problem';
import { usePageTitle } from '@/lib/usePageTitle';
import { td } from '@/messages/desk';
import { importsRoute } from './routes/registry';
import { useCan } from './useCan';

/** Sending a file, and what was sent before. */
export function ImportsPage() {
  const heading = usePageTitle(td('nav.imports'), td('desk.title'));
  const list = useList(importsRoute.useSearch());
  const navigate = importsRoute.useNavigate();
  const query = useQuery(importsQuery(list.search));
  const { data, error, refetch, isPlaceholderData } = query;
  const columns = useColumns('imports', importColumns);
  const can = useCan();
  if (!can('enterprise.import')) return <Trouble error={new ApiError(403, {})} />;
  const open = (id: string) => navigate({ to: '/imports/$id', params: { id } });
  return (
    <ListPage>
      <PageHead
        title={
          <h1 ref={heading} tabIndex={-1}>
            {td('nav.imports')}
          </h1>
        }
      >
        <ColumnChoice columns={importColumns} {...columns} />
      </PageHead>
      <UploadPanel onStarted={({ id }) => void open(id)} />
      <h2>{td('import.list')}</h2>
      <ImportTable
        columns={columns.shown}
        rows={data ? (data.items ?? []) : undefined}
        error={error}
        onRetry={() => void refetch()}
        stale={isPlaceholderData}
        page={list.place.page}
        onOpen={(one) => void open(one.id)}
      />
      <Pager list={list} query={query} />
    </ListPage>
  );
}
