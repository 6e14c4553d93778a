import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { SkeletonCards } from '@/components/Skeleton';
import { waiting } from '@/features/desk/drafts/deciding';
import { ListPage, PageHead } from '@/features/desk/list/ListPage';
import { AskDialog } from '@/features/desk/sorting/AskDialog';
import { thresholdsQuery, trialQuery } from '@/features/desk/sorting/api';
import { DraftCard } from '@/features/desk/sorting/DraftCard';
import { FieldCard } from '@/features/desk/sorting/FieldCard';
import { History } from '@/features/desk/sorting/History';
import type { FieldName } from '@/features/desk/sorting/limits';
import styles from '@/features/desk/sorting/Sorting.module.css';
import { Trouble } from '@/features/desk/Trouble';
import { usePageTitle } from '@/lib/usePageTitle';
import { td } from '@/messages/desk';
import { tdt } from '@/messages/draft';
import { tt } from '@/messages/threshold';

/** From which confidence on what is read takes effect, with what was measured beside it. */
export function AppealThresholdsPage() {
  const heading = usePageTitle(tt('title'), td('desk.title'));
  const { data, error, refetch } = useQuery(thresholdsQuery);
  const trial = useQuery(trialQuery(data?.now.limits));
  const [asking, setAsking] = useState(false);
  const latest = data?.editions?.[0] ?? data?.now;
  const labels = Object.fromEntries(
    (data?.fields ?? []).map((field) => [field.field, field.label]),
  ) as Record<FieldName, string>;
  const pending = waiting(data?.drafts ?? []);
  return (
    <ListPage>
      <PageHead
        title={
          <h1 ref={heading} tabIndex={-1}>
            {tt('title')}
          </h1>
        }
      >
        {data?.can.includes('ask') ? (
          <Button type="primary" onClick={() => setAsking(true)}>
            {tt('ask')}
          </Button>
        ) : null}
      </PageHead>
      <p className={styles.lead}>{tt('lead')}</p>
      {error ? <Trouble error={error} onRetry={refetch} /> : null}
      {data || error ? null : <SkeletonCards />}
      {data && latest ? (
        <>
          {pending.length > 0 ? <h2>{tdt('waiting')}</h2> : null}
          {pending.map((draft) => (
            <DraftCard key={draft.id} draft={draft} latest={latest} labels={labels} />
          ))}
          <div className={styles.cards}>
            {(data.fields ?? []).map((field) => (
              <FieldCard
                key={field.field}
                field={field}
                limit={data.now.limits[field.field]}
                bar={data.bar}
                trial={trial.data?.fields?.find((one) => one.field === field.field)}
                days={trial.data?.days ?? 0}
              />
            ))}
          </div>
          <History all={data} labels={labels} />
          {asking ? (
            <AskDialog
              limits={latest.limits}
              fields={data.fields}
              onClose={() => setAsking(false)}
            />
          ) : null}
        </>
      ) : null}
    </ListPage>
  );
}
