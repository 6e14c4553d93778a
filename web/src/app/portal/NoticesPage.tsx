import { Link, useNavigate } from '@tanstack/react-router';
import { buttonClass } from '@/components/Button';
import { Inbox } from '@/features/notice/Inbox';
import { SettingsForm } from '@/features/notice/SettingsForm';
import { usePageTitle } from '@/lib/usePageTitle';
import { tn } from '@/messages/notice';
import { t } from '@/messages/shared';
import { enterpriseRoute, noticesRoute } from './routes';

/** One's own messages in the portal. */
export function NoticesPage() {
  const heading = usePageTitle(tn('inbox.title'), t('brand.full'));
  const { uscc } = enterpriseRoute.useParams();
  const navigate = useNavigate();
  return (
    <Inbox
      heading={heading}
      search={noticesRoute.useSearch()}
      onSearch={(search) => void navigate({ to: '/$uscc/notices', params: { uscc }, search })}
      settings={
        <Link to="/$uscc/notices/settings" params={{ uscc }} className={buttonClass('secondary')}>
          {tn('inbox.settings')}
        </Link>
      }
    />
  );
}

/** What one wants to be told in the portal. */
export function NoticeSettingsPage() {
  const heading = usePageTitle(tn('settings.title'), t('brand.full'));
  const { uscc } = enterpriseRoute.useParams();
  return (
    <SettingsForm
      heading={heading}
      back={
        <Link to="/$uscc/notices" params={{ uscc }} className={buttonClass('quiet')}>
          {tn('settings.back')}
        </Link>
      }
    />
  );
}
