import { tt } from '@/messages/threshold';
import { ended } from '../drafts/deciding';
import { EndedDraft } from '../drafts/WaitingDraft';
import { formatMoment } from '../time';
import type { Bar, Edition, Thresholds } from './api';
import { type FieldName, limitWords, percent } from './limits';
import styles from './Sorting.module.css';

interface Props {
  all: Thresholds;
  labels: Readonly<Record<FieldName, string>>;
}

/** Every edition with who asked, who agreed and why; what was refused; and the bar. */
export function History({ all, labels }: Props) {
  const decided = ended(all.drafts ?? []);
  return (
    <>
      <BarCard bar={all.bar} />
      <details className={styles.more}>
        <summary>{tt('history')}</summary>
        <ul>
          {(all.editions ?? []).map((edition) => (
            <li key={edition.version}>
              <EditionLine edition={edition} now={all.now.version} labels={labels} />
            </li>
          ))}
        </ul>
      </details>
      {decided.length > 0 ? (
        <details className={styles.more}>
          <summary>{tt('decided')}</summary>
          <ul>
            {decided.map((draft) => (
              <li key={draft.id}>
                <EndedDraft draft={draft} />
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </>
  );
}

interface EditionProps {
  edition: Edition;
  now: number;
  labels: Readonly<Record<FieldName, string>>;
}

function EditionLine({ edition, now, labels }: EditionProps) {
  const fields = Object.keys(labels) as FieldName[];
  const since = edition.from
    ? tt(edition.version > now ? 'history.coming' : 'history.since', {
        at: formatMoment(edition.from),
      })
    : tt('history.always');
  return (
    <>
      <strong>{tt('history.version', { version: edition.version })}</strong> {since}
      <p>{tt('history.reason', { reason: edition.reason })}</p>
      <p className={styles.aside}>
        {fields
          .filter((field) => limitWords(edition.limits[field]) !== tt('manual'))
          .map((field) => `${labels[field]}：${limitWords(edition.limits[field])}`)
          .join('　') || tt('manual')}
      </p>
      {edition.by ? (
        <p className={styles.aside}>
          {edition.by_system
            ? tt('history.system')
            : tt('history.by', { who: edition.by, agreed: edition.agreed ?? '' })}
        </p>
      ) : null}
    </>
  );
}

/** What must have been measured before anything takes effect by itself. */
function BarCard({ bar }: { bar: Bar }) {
  return (
    <details className={styles.more} open>
      <summary>{tt('bar', { version: bar.version })}</summary>
      <ul>
        <li>{tt('bar.automatic', { least: bar.automatic_least, rate: percent(bar.automatic) })}</li>
        <li>{tt('bar.sampled', { least: bar.sampled_least, rate: percent(bar.sampled) })}</li>
        <li>{tt('bar.back')}</li>
        <li>{tt('bar.days', { days: bar.days })}</li>
      </ul>
      <p className={styles.aside}>{tt('bar.source', { source: bar.source })}</p>
    </details>
  );
}
