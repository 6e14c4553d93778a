import { Link } from '@tanstack/react-router';
import { SubscriptionsView } from '@/features/subscription/SubscriptionsView';
import { usePageTitle } from '@/lib/usePageTitle';
import { t } from '@/messages/shared';
import { ts } from '@/messages/subscription';
import { subscriptionsRoute } from './routes';

/** What the firm wants to hear of. */
export function SubscriptionsPage() {
  const { uscc } = subscriptionsRoute.useParams();
  const heading = usePageTitle(ts('title'), t('brand.full'));
  return (
    <SubscriptionsView
      key={uscc}
      uscc={uscc}
      heading={heading}
      settings={
        <Link to="/$uscc/notices/settings" params={{ uscc }}>
          {ts('settings')}
        </Link>
      }
    />
  );
}
