import { useQuery } from '@tanstack/react-query';
import { Navigate, Outlet } from '@tanstack/react-router';
import { Button } from 'antd';
import { Empty } from '@/components/Empty';
import { ListPage, PageHead } from '@/features/desk/list/ListPage';
import { Pager } from '@/features/desk/list/Pager';
import { useList } from '@/features/desk/list/useList';
import { deliveriesQuery, templatesQuery } from '@/features/desk/notices/api';
import { ChannelCards } from '@/features/desk/notices/ChannelCards';
import { DeliveryFilters } from '@/features/desk/notices/DeliveryFilters';
import { DeliveryTable } from '@/features/desk/notices/DeliveryTable';
import styles from '@/features/desk/notices/Notices.module.css';
import { TemplateTable } from '@/features/desk/notices/TemplateTable';
import { filtersOf } from '@/lib/search';
import { usePageTitle } from '@/lib/usePageTitle';
import { td } from '@/messages/desk';
import { tm } from '@/messages/noticeDesk';
import { noticeDeliveriesRoute } from './routes/notice';
import { Tabs } from './Tabs';
import { useCan } from './useCan';

/** The care of messages: what they say, whether they arrive, by what they leave. */
export function NoticeCarePage() {
  const heading = usePageTitle(tm('title'), td('desk.title'));
  const can = useCan();
  const read = can('notify.delivery.read');
  return (
    <ListPage>
      <PageHead
        title={
          <h1 ref={heading} tabIndex={-1}>
            {tm('title')}
          </h1>
        }
      />
      <Tabs
        label={tm('tab.label')}
        tabs={[
          ...(can('notify.template.edit')
            ? [
                {
                  key: 'templates',
                  label: tm('tab.templates'),
                  link: { to: '/admin/notices' as const },
                },
              ]
            : []),
          ...(read
            ? [
                {
                  key: 'deliveries',
                  label: tm('tab.deliveries'),
                  link: { to: '/admin/notices/deliveries' as const },
                },
                {
                  key: 'channels',
                  label: tm('tab.channels'),
                  link: { to: '/admin/notices/channels' as const },
                },
              ]
            : []),
        ]}
      />
      <Outlet />
    </ListPage>
  );
}

export function NoticeTemplatesPage() {
  const can = useCan();
  if (!can('notify.template.edit') && can('notify.delivery.read'))
    return <Navigate to="/admin/notices/deliveries" replace />;
  return (
    <>
      <p className={styles.lead}>{tm('templates.lead')}</p>
      <TemplateTable />
    </>
  );
}

export function NoticeDeliveriesPage() {
  const can = useCan();
  const list = useList(noticeDeliveriesRoute.useSearch());
  const query = useQuery(deliveriesQuery(list.search));
  const { data, error, refetch, isPlaceholderData } = query;
  const templates = useQuery({ ...templatesQuery, enabled: can('notify.template.edit') });
  const reasons = new Map(
    (templates.data?.items ?? []).map((one) => [one.reason, one.reason_label]),
  );
  const filtered = Object.keys(filtersOf(list.search)).length > 0;
  return (
    <>
      <p className={styles.lead}>{tm('delivery.lead')}</p>
      <DeliveryFilters
        list={list}
        reasons={[...reasons].map(([value, label]) => ({ value, label }))}
      />
      <DeliveryTable
        rows={data ? (data.items ?? []) : undefined}
        error={error}
        onRetry={() => void refetch()}
        stale={isPlaceholderData}
        page={list.place.page}
        empty={
          filtered ? (
            <Empty title={tm('delivery.none')} text={tm('delivery.none.text')}>
              <Button onClick={list.clear}>{td('list.clear')}</Button>
            </Empty>
          ) : (
            <Empty title={tm('delivery.empty')} text={tm('delivery.empty.text')} />
          )
        }
      />
      <Pager list={list} query={query} />
    </>
  );
}

export function NoticeChannelsPage() {
  return (
    <>
      <p className={styles.lead}>{tm('channels.lead')}</p>
      <ChannelCards />
    </>
  );
}
