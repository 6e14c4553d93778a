import { useSuspenseQuery } from '@tanstack/react-query';
import { Link, Outlet } from '@tanstack/react-router';
import { ListPage } from '@/features/desk/list/ListPage';
import { measureQuery } from '@/features/desk/measures/api';
import { MeasureContent } from '@/features/desk/measures/MeasureContent';
import { MeasureDefinition } from '@/features/desk/measures/MeasureDefinition';
import { MeasureHead } from '@/features/desk/measures/MeasureHead';
import { usePageTitle } from '@/lib/usePageTitle';
import { td } from '@/messages/desk';
import styles from './MeasurePage.module.css';
import { measureRoute } from './routes';

const TABS = [
  { to: '/measures/$id/result', label: td('measure.tab.result') },
  { to: '/measures/$id', label: td('measure.tab.content') },
  { to: '/measures/$id/definition', label: td('measure.tab.definition') },
] as const;

/** One measure: its head, and one of its pages below. */
export function MeasurePage() {
  const measure = useMeasure();
  const heading = usePageTitle(measure.title, td('desk.title'));
  return (
    <ListPage>
      <MeasureHead measure={measure} heading={heading} />
      <nav className={styles.tabs} aria-label={td('measure.tabs')}>
        {TABS.map((tab) => (
          <Link
            key={tab.to}
            to={tab.to}
            params={{ id: measure.id }}
            className={styles.tab}
            activeOptions={{ exact: true, includeSearch: false }}
            activeProps={{ className: styles.active, 'aria-current': 'page' }}
          >
            {tab.label}
          </Link>
        ))}
      </nav>
      <Outlet />
    </ListPage>
  );
}

function useMeasure() {
  const { id } = measureRoute.useParams();
  return useSuspenseQuery(measureQuery(id)).data;
}

export function MeasureContentPage() {
  return <MeasureContent measure={useMeasure()} />;
}

export function MeasureDefinitionPage() {
  return <MeasureDefinition measure={useMeasure()} />;
}
