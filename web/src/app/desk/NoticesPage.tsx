import { Link, useNavigate } from '@tanstack/react-router';
import { buttonClass } from '@/components/Button';
import { Inbox } from '@/features/notice/Inbox';
import { SettingsForm } from '@/features/notice/SettingsForm';
import { usePageTitle } from '@/lib/usePageTitle';
import { td } from '@/messages/desk';
import { tn } from '@/messages/notice';
import { noticesRoute } from './routes/notice';

/** One's own messages at the desk. */
export function NoticesPage() {
  const heading = usePageTitle(tn('inbox.title'), td('desk.title'));
  const navigate = useNavigate();
  return (
    <Inbox
      heading={heading}
      search={noticesRoute.useSearch()}
      onSearch={(search) => void navigate({ to: '/notices', search })}
      settings={
        <Link to="/notices/settings" className={buttonClass('secondary')}>
          {tn('inbox.settings')}
        </Link>
      }
    />
  );
}

/** What one wants to be told at the desk. */
export function NoticeSettingsPage() {
  const heading = usePageTitle(tn('settings.title'), td('desk.title'));
  return (
    <SettingsForm
      heading={heading}
      back={
        <Link to="/notices" className={buttonClass('quiet')}>
          {tn('settings.back')}
        </Link>
      }
    />
  );
}
