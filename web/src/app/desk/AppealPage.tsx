import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import styles from '@/features/desk/appeals/Appeals.module.css';
import { appealQuery, readingQuery } from '@/features/desk/appeals/api';
import { Besides } from '@/features/desk/appeals/Besides';
import { CaseActs } from '@/features/desk/appeals/CaseActs';
import { CaseFacts } from '@/features/desk/appeals/CaseFacts';
import { CaseFiles } from '@/features/desk/appeals/CaseFiles';
import { CaseHead } from '@/features/desk/appeals/CaseHead';
import { CaseParts } from '@/features/desk/appeals/CaseParts';
import {
  Extensions,
  MergedCases,
  Replies,
  Timeline,
  Voices,
} from '@/features/desk/appeals/CaseStory';
import { CaseText } from '@/features/desk/appeals/CaseText';
import { Clocks } from '@/features/desk/appeals/Clocks';
import { FirmPart } from '@/features/desk/appeals/FirmPart';
import { Reading } from '@/features/desk/appeals/Reading';
import { ExclusionCard } from '@/features/desk/figures/ExclusionCard';
import { IssuesOfCase } from '@/features/desk/issues/IssuesOfCase';
import { useNarrow } from '@/lib/useMedia';
import { usePageTitle } from '@/lib/usePageTitle';
import { tq } from '@/messages/appealDesk';
import { td } from '@/messages/desk';
import { appealRoute } from './routes/appeal';
import { useCan } from './useCan';

/** One appeal: where it stands, what is due, what was said, and what can be done. */
export function AppealPage() {
  const { id } = appealRoute.useParams();
  const { data: appeal } = useSuspenseQuery(appealQuery(id));
  const heading = usePageTitle(appeal.title, td('desk.title'));
  const can = useCan();
  const narrow = useNarrow();
  // On a phone the terms come before what helps.
  const besides = <Besides key={id} appeal={id} policies={can('policy.read')} />;
  const [shown, setShown] = useState('');
  const reading = useQuery(readingQuery(id));
  const spans = reading.data?.guesses?.find((one) => one.field === shown)?.words ?? [];
  return (
    <div className={styles.page}>
      <CaseHead
        appeal={appeal}
        heading={heading}
        notes={can('appeal.issue.read') ? <IssuesOfCase appeal={id} /> : null}
        acts={<CaseActs key={id} appeal={appeal} />}
      />
      <div className={styles.columns}>
        <div className={styles.stack}>
          <CaseText key={id} text={appeal.text} spans={spans} />
          <CaseFiles appeal={id} />
          <Replies appeal={appeal} />
          <Voices appeal={appeal} />
          <Extensions appeal={appeal} />
          <ExclusionCard seen={appeal} />
          <MergedCases appeal={appeal} mayUnmerge={can('appeal.dispatch')} />
          <Timeline appeal={appeal} />
          {narrow ? null : besides}
        </div>
        <div className={styles.stack}>
          {(appeal.clocks ?? []).length > 0 ? (
            <section className={styles.card} aria-label={tq('case.clocks')}>
              <h2>{tq('case.clocks')}</h2>
              <Clocks clocks={appeal.clocks ?? []} />
            </section>
          ) : null}
          <CaseFacts appeal={appeal} />
          {appeal.uscc && can('enterprise.read') ? (
            <FirmPart uscc={appeal.uscc} except={id} policies={can('policy.read')} />
          ) : null}
          <Reading
            appeal={appeal}
            mayDecide={(appeal.can ?? []).includes('classify')}
            shown={shown}
            onShow={setShown}
          />
          <CaseParts appeal={appeal} />
          {narrow ? besides : null}
        </div>
      </div>
    </div>
  );
}
