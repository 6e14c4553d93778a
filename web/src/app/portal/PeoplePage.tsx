import { PeopleView } from '@/features/mandate/PeopleView';
import { usePageTitle } from '@/lib/usePageTitle';
import { tn } from '@/messages/mandate';
import { t } from '@/messages/shared';
import { peopleRoute } from './routes';

/** Who acts for the enterprise. */
export function PeoplePage() {
  const { uscc } = peopleRoute.useParams();
  const { show } = peopleRoute.useSearch();
  const navigate = peopleRoute.useNavigate();
  const heading = usePageTitle(tn('people.title'), t('brand.full'));
  return (
    <PeopleView
      uscc={uscc}
      heading={heading}
      show={show ?? 'current'}
      onShow={(next) =>
        void navigate({
          search: next === 'over' ? { show: next } : {},
          replace: true,
          resetScroll: false,
        })
      }
    />
  );
}
