import { useSuspenseQuery } from '@tanstack/react-query';
import { measureQuery } from '@/features/desk/measures/api';
import { SimulationPanel } from '@/features/desk/simulate/SimulationPanel';
import { tsim } from '@/messages/simulate';
import { measureRoute } from './routes/policy';

/** What the newest definition of a measure would come to with the registry of today. */
export function MeasureTrialPage() {
  const { id } = measureRoute.useParams();
  const { data: measure } = useSuspenseQuery(measureQuery(id));
  return (
    <>
      <p>{tsim('sim.intro')}</p>
      <SimulationPanel definition={measure.definition} against={measure.id} />
    </>
  );
}
