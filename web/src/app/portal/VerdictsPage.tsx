import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { verdictsQuery } from '@/features/verdict/api';
import { VerdictList } from '@/features/verdict/VerdictList';
import { usePageTitle } from '@/lib/usePageTitle';
import { tm } from '@/messages/portal';
import { t } from '@/messages/shared';
import { verdictsRoute } from './routes';

export function VerdictsPage() {
  const { uscc } = verdictsRoute.useParams();
  const { data } = useSuspenseQuery(verdictsQuery(uscc));
  const heading = usePageTitle(tm('verdicts.title'), t('brand.full'));
  return (
    <>
      <h1 ref={heading} tabIndex={-1} className="hidden">
        {tm('verdicts.title')}
      </h1>
      <VerdictList
        verdicts={data}
        link={(item) => (
          <Link to="/$uscc/measures/$measure" params={{ uscc, measure: item.measure }}>
            {item.title}
          </Link>
        )}
      />
    </>
  );
}
