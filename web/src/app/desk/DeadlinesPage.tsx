import { ProfileTable } from '@/features/desk/deadline/ProfileTable';
import { YearView } from '@/features/desk/deadline/YearView';
import { ListPage, PageHead } from '@/features/desk/list/ListPage';
import { usePageTitle } from '@/lib/usePageTitle';
import { tc } from '@/messages/deadline';
import { td } from '@/messages/desk';
import { deadlinesRoute } from './routes/appeal';
import { Tabs } from './Tabs';

/** How much time there is for what, and which days count. */
export function DeadlinesPage() {
  const heading = usePageTitle(tc('title'), td('desk.title'));
  const { tab, year } = deadlinesRoute.useSearch();
  const navigate = deadlinesRoute.useNavigate();
  return (
    <ListPage>
      <PageHead
        title={
          <h1 ref={heading} tabIndex={-1}>
            {tc('title')}
          </h1>
        }
      />
      <Tabs
        label={tc('tabs')}
        tabs={[
          {
            key: 'profiles',
            label: tc('tab.profiles'),
            open: tab === undefined,
            link: { to: '/deadlines', search: {} },
          },
          {
            key: 'calendar',
            label: tc('tab.calendar'),
            open: tab === 'calendar',
            link: { to: '/deadlines', search: { tab: 'calendar' } },
          },
        ]}
      />
      {tab === 'calendar' ? (
        <YearView
          year={year}
          onYear={(one) =>
            void navigate({ search: { tab: 'calendar', year: one }, resetScroll: false })
          }
        />
      ) : (
        <ProfileTable />
      )}
    </ListPage>
  );
}
