import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { Empty } from '@/components/Empty';
import { AuditChain } from '@/features/desk/audit/AuditChain';
import { AuditFilters } from '@/features/desk/audit/AuditFilters';
import { type AuditEntry, auditEntriesQuery } from '@/features/desk/audit/api';
import { auditColumns } from '@/features/desk/audit/columns';
import { EntryDrawer } from '@/features/desk/audit/EntryDrawer';
import { ListPage, PageHead } from '@/features/desk/list/ListPage';
import { PagedTable } from '@/features/desk/list/PagedTable';
import { useList } from '@/features/desk/list/useList';
import { filtersOf } from '@/lib/search';
import { usePageTitle } from '@/lib/usePageTitle';
import { td } from '@/messages/desk';
import { auditRoute } from './routes/staff';

/** Who did what: the audit administrator's page. */
export function AuditPage() {
  const heading = usePageTitle(td('audit.title'), td('desk.title'));
  const list = useList(auditRoute.useSearch());
  const query = useQuery(auditEntriesQuery(list.search));
  const [entry, setEntry] = useState<AuditEntry | null>(null);
  const [columns] = useState(() => auditColumns(setEntry));
  const filtered = Object.keys(filtersOf(list.search)).length > 0;
  return (
    <ListPage>
      <PageHead
        title={
          <h1 ref={heading} tabIndex={-1}>
            {td('audit.title')}
          </h1>
        }
      />
      <AuditChain />
      <AuditFilters list={list} />
      <PagedTable
        list={list}
        query={query}
        label={td('audit.title')}
        columns={columns}
        rowKey={(row) => row.seq}
        onOpen={setEntry}
        empty={
          filtered ? (
            <Empty title={td('audit.noneFound')} text={td('audit.noneFound.text')}>
              <Button onClick={list.clear}>{td('list.clear')}</Button>
            </Empty>
          ) : (
            <Empty title={td('audit.empty')} text={td('audit.empty.text')} />
          )
        }
      />
      <EntryDrawer entry={entry} onClose={() => setEntry(null)} />
    </ListPage>
  );
}
