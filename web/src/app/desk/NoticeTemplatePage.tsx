import { ArrowLeftOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { SkeletonCards } from '@/components/Skeleton';
import { type Channel, type Template, templatesQuery } from '@/features/desk/notices/api';
import styles from '@/features/desk/notices/Notices.module.css';
import { TemplateEditor } from '@/features/desk/notices/TemplateEditor';
import { Trouble } from '@/features/desk/Trouble';
import { ApiError } from '@/lib/problem';
import { usePageTitle } from '@/lib/usePageTitle';
import { td } from '@/messages/desk';
import { tm } from '@/messages/noticeDesk';
import { noticeTemplateRoute } from './routes/notice';
import { Tabs } from './Tabs';

/** What one kind of message says, channel by channel. */
export function NoticeTemplatePage() {
  const { reason } = noticeTemplateRoute.useParams();
  const { channel } = noticeTemplateRoute.useSearch();
  const { data, error, refetch } = useQuery(templatesQuery);
  if (!data) {
    if (error) return <Trouble error={error} onRetry={refetch} />;
    return <SkeletonCards count={2} />;
  }
  const meant = (data.items ?? []).filter((one) => one.reason === reason);
  const shown = meant.find((one) => one.channel === channel) ?? meant[0];
  if (!shown) return <Trouble error={new ApiError(404, {})} />;
  return <OneTemplate shown={shown} meant={meant} />;
}

function OneTemplate({ shown, meant }: { shown: Template; meant: readonly Template[] }) {
  const heading = usePageTitle(shown.reason_label, td('desk.title'));
  return (
    <div className={styles.page}>
      <div>
        <Link to="/admin/notices">
          <ArrowLeftOutlined aria-hidden /> {tm('template.back')}
        </Link>
      </div>
      <div className={styles.head}>
        <h1 ref={heading} tabIndex={-1}>
          {shown.reason_label}
        </h1>
      </div>
      <Tabs
        label={tm('template.channels')}
        tabs={meant.map((one) => ({
          key: one.channel,
          label: one.channel_label,
          link: {
            to: '/admin/notices/templates/$reason' as const,
            params: { reason: one.reason },
            search: { channel: one.channel as Channel },
          },
          open: one.channel === shown.channel,
        }))}
      />
      <TemplateEditor key={`${shown.channel} ${shown.version}`} template={shown} />
    </div>
  );
}
