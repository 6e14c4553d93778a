import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Button, buttonClass } from '@/components/Button';
import { placeQuery, type Receipt } from '@/features/report/api';
import { ReceiptView } from '@/features/report/ReceiptView';
import styles from '@/features/report/Report.module.css';
import { type ReportDraft, ReportForm } from '@/features/report/ReportForm';
import { sessionDrafts } from '@/lib/draft';
import { usePageTitle } from '@/lib/usePageTitle';
import { tr } from '@/messages/report';
import { t } from '@/messages/shared';
import { reportPlaceRoute } from './routes';

/** Somebody scanned the code of a place: the form knows where he stands. */
export function PlaceReportPage() {
  const { code } = reportPlaceRoute.useParams();
  const { data: place } = useSuspenseQuery(placeQuery(code));
  return <ReportPage place={place} gone={place === null} />;
}

interface Props {
  place?: { code: string; name: string } | null;
  gone?: boolean;
}

/** What somebody without an account has begun to write, kept in this tab only. */
function kept(key: string, code: string | undefined): ReportDraft {
  const start: ReportDraft = { text: '', ...(code ? { place_code: code } : {}) };
  try {
    return { ...start, ...(JSON.parse(sessionDrafts.load(key)) as Partial<ReportDraft>) };
  } catch {
    return start;
  }
}

/** The form of whoever has no account. */
export function ReportPage({ place, gone = false }: Props) {
  const heading = usePageTitle(tr('form.title'), t('brand.full'));
  const key = `report.${place?.code ?? ''}`;
  const [receipt, setReceipt] = useState<Receipt>();
  const [start] = useState(() => kept(key, place?.code));
  return (
    <article className={styles.page}>
      <header>
        <h1 ref={heading} tabIndex={-1}>
          {tr('form.title')}
        </h1>
        <p className={styles.lead}>{tr('form.lead')}</p>
        {place ? <p>{tr('form.at', { name: place.name })}</p> : null}
        {gone ? <p>{tr('form.placeGone')}</p> : null}
      </header>
      {receipt ? (
        <ReceiptView receipt={receipt}>
          <Link
            to="/report/progress"
            search={{}}
            state={{ proof: { number: receipt.number, secret: receipt.secret ?? '' } } as never}
            className={buttonClass('primary')}
          >
            {tr('receipt.progress')}
          </Link>
          <Button look="secondary" onClick={() => window.location.reload()}>
            {tr('receipt.another')}
          </Button>
        </ReceiptView>
      ) : (
        <>
          <ReportForm
            start={start}
            // Photos of an earlier visit to this page are not listed again: only the words are kept.
            onEdit={({ ticket: _, ...words }) => sessionDrafts.save(key, JSON.stringify(words))}
            onSent={(sent) => {
              sessionDrafts.drop(key);
              setReceipt(sent);
            }}
          />
          <Link to="/report/progress" search={{}}>
            {tr('lookup.title')}
          </Link>
        </>
      )}
    </article>
  );
}
