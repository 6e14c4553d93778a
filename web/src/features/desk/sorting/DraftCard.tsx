import { formatDate } from '@/lib/date';
import { tt } from '@/messages/threshold';
import { WaitingDraft } from '../drafts/WaitingDraft';
import { formatMoment } from '../time';
import { type Draft, decide, type Limits, THRESHOLDS } from './api';
import { changedFields, type FieldName, limitWords } from './limits';
import styles from './Sorting.module.css';

interface Props {
  draft: Draft;
  /** The latest limits and the number of their edition, against which the draft is shown. */
  latest: { version: number; limits: Limits };
  labels: Readonly<Record<FieldName, string>>;
}

/** Thresholds that somebody asks for: what would change, and what can be done with it. */
export function DraftCard({ draft, latest, labels }: Props) {
  return (
    <WaitingDraft
      draft={draft}
      latest={latest.version}
      decide={decide}
      queryKey={THRESHOLDS}
      approved={tt('draft.approved')}
      overtaken={tt('draft.overtaken')}
    >
      <ul>
        {changedFields(latest.limits, draft.limits).map((field) => (
          <li key={field}>
            {tt('draft.change', {
              field: labels[field],
              before: limitWords(latest.limits[field]),
              after: limitWords(draft.limits[field]),
            })}
          </li>
        ))}
      </ul>
      <p>{tt('draft.reason', { reason: draft.reason })}</p>
      <p className={styles.aside}>
        {tt('draft.by', {
          who: draft.by,
          at: formatMoment(draft.at),
          from: draft.from
            ? tt('draft.from.day', { day: formatDate(draft.from) })
            : tt('draft.from.once'),
        })}
      </p>
    </WaitingDraft>
  );
}
