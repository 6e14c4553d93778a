import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { SkeletonCards } from '@/components/Skeleton';
import styles from '@/features/desk/alarms/Alarms.module.css';
import { AskRulesDialog } from '@/features/desk/alarms/RulesDialogs';
import { RulesDraft, RulesHistory, RulesNow } from '@/features/desk/alarms/RulesParts';
import { rulesQuery } from '@/features/desk/alarms/rules';
import { waiting } from '@/features/desk/drafts/deciding';
import { ListPage, PageHead } from '@/features/desk/list/ListPage';
import { Trouble } from '@/features/desk/Trouble';
import { usePageTitle } from '@/lib/usePageTitle';
import { tw } from '@/messages/alarm';
import { td } from '@/messages/desk';
import { tdt } from '@/messages/draft';

/** From what on an alarm is raised: what holds, what waits for a second person, what was. */
export function AlarmRulesPage() {
  const heading = usePageTitle(tw('rules.title'), td('desk.title'));
  const { data, error, refetch } = useQuery(rulesQuery);
  const [asking, setAsking] = useState(false);
  const pending = waiting(data?.drafts ?? []);
  return (
    <ListPage>
      <PageHead
        title={
          <h1 ref={heading} tabIndex={-1}>
            {tw('rules.title')}
          </h1>
        }
      >
        <Link to="/appeal-alarms">{tw('back')}</Link>
        {data?.can.includes('ask') ? (
          <Button type="primary" onClick={() => setAsking(true)}>
            {tw('rules.ask')}
          </Button>
        ) : null}
      </PageHead>
      <p className={styles.lead}>{tw('rules.lead')}</p>
      {error ? <Trouble error={error} onRetry={() => void refetch()} /> : null}
      {data || error ? null : <SkeletonCards />}
      {data ? (
        <>
          {pending.length > 0 ? <h2>{tdt('waiting')}</h2> : null}
          {pending.map((draft) => (
            <RulesDraft key={draft.id} draft={draft} latest={data.latest} />
          ))}
          <RulesNow edition={data.now} />
          <RulesHistory all={data} />
        </>
      ) : null}
      {data && asking ? (
        <AskRulesDialog rules={data.latest.rules} onClose={() => setAsking(false)} />
      ) : null}
    </ListPage>
  );
}
