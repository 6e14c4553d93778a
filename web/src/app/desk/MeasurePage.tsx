import { useSuspenseQuery } from '@tanstack/react-query';
import { Outlet } from '@tanstack/react-router';
import { LifeActs } from '@/features/desk/life/LifeActs';
import { OpenVersion } from '@/features/desk/life/OpenVersion';
import { ListPage } from '@/features/desk/list/ListPage';
import { measureQuery } from '@/features/desk/measures/api';
import { MeasureContent } from '@/features/desk/measures/MeasureContent';
import { MeasureDefinition } from '@/features/desk/measures/MeasureDefinition';
import { MeasureHead } from '@/features/desk/measures/MeasureHead';
import { usePageTitle } from '@/lib/usePageTitle';
import { td } from '@/messages/desk';
import { tr } from '@/messages/reach';
import { tsim } from '@/messages/simulate';
import { measureRoute } from './routes/policy';
import { Tabs } from './Tabs';

/** One measure: its head, and one of its pages below. */
export function MeasurePage() {
  const measure = useMeasure();
  const params = { id: measure.id };
  const heading = usePageTitle(measure.title, td('desk.title'));
  return (
    <ListPage>
      <MeasureHead measure={measure} heading={heading} acts={<LifeActs measure={measure} />} />
      {measure.open && measure.open.version !== measure.version ? (
        <OpenVersion measure={measure} />
      ) : null}
      <Tabs
        label={td('measure.tabs')}
        tabs={[
          {
            key: 'result',
            label: td('measure.tab.result'),
            link: { to: '/measures/$id/result', params },
          },
          {
            key: 'reach',
            label: tr('funnel.tab'),
            link: { to: '/measures/$id/reach', params },
          },
          {
            key: 'content',
            label: td('measure.tab.content'),
            link: { to: '/measures/$id', params },
          },
          ...(measure.can?.includes('simulate')
            ? [
                {
                  key: 'simulation',
                  label: tsim('sim.tab'),
                  link: { to: '/measures/$id/simulation' as const, params },
                },
              ]
            : []),
          {
            key: 'definition',
            label: td('measure.tab.definition'),
            link: { to: '/measures/$id/definition', params },
          },
        ]}
      />
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
