import { Link } from '@tanstack/react-router';
import { ImportPanel } from '@/features/desk/exchange/ImportPanel';
import { ListPage, PageHead } from '@/features/desk/list/ListPage';
import { Trouble } from '@/features/desk/Trouble';
import { ApiError } from '@/lib/problem';
import { usePageTitle } from '@/lib/usePageTitle';
import { tq } from '@/messages/appealDesk';
import { td } from '@/messages/desk';
import { tx } from '@/messages/exchange';
import { useCan } from './useCan';

/** Cases of the hotline or another system, from a file. */
export function AppealImportPage() {
  const heading = usePageTitle(tx('import.title'), td('desk.title'));
  const can = useCan();
  if (!can('appeal.import')) return <Trouble error={new ApiError(403, {})} />;
  return (
    <ListPage>
      <PageHead
        title={
          <h1 ref={heading} tabIndex={-1}>
            {tx('import.title')}
          </h1>
        }
      >
        <Link to="/appeals">{tq('title')}</Link>
      </PageHead>
      <ImportPanel />
    </ListPage>
  );
}
