import { DisclosureList } from '@/features/disclosure/DisclosureList';
import { usePageTitle } from '@/lib/usePageTitle';
import { tv } from '@/messages/privacyPortal';
import { t } from '@/messages/shared';
import { disclosuresRoute } from './routes';

/** Who saw the firm's data, when and why. */
export function DisclosuresPage() {
  const { uscc } = disclosuresRoute.useParams();
  const heading = usePageTitle(tv('views.title'), t('brand.full'));
  return <DisclosureList uscc={uscc} heading={heading} />;
}
