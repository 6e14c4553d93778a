import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { buttonClass } from '@/components/Button';
import { ProblemScreen } from '@/components/Problem';
import { SkeletonBlock } from '@/components/Skeleton';
import { draftQuery, type Receipt, saveDraft, similarQuery } from '@/features/report/api';
import { ReceiptView } from '@/features/report/ReceiptView';
import styles from '@/features/report/Report.module.css';
import { type ReportDraft, ReportForm } from '@/features/report/ReportForm';
import { usePageTitle } from '@/lib/usePageTitle';
import { useSettled } from '@/lib/useSettled';
import { tr } from '@/messages/report';
import { t } from '@/messages/shared';
import { appealNewRoute } from './routes';

/** The firm reports; what is typed is kept on the server until it is sent. */
export function AppealNewPage() {
  const { uscc } = appealNewRoute.useParams();
  const heading = usePageTitle(tr('form.title'), t('brand.full'));
  const draft = useQuery(draftQuery(uscc));
  const [receipt, setReceipt] = useState<Receipt>();
  return (
    <article className={styles.page}>
      <header>
        <h1 ref={heading} tabIndex={-1}>
          {tr('form.title')}
        </h1>
        <p className={styles.lead}>{tr('form.lead')}</p>
      </header>
      {draft.isPending ? <SkeletonBlock height="20rem" /> : null}
      {draft.error ? (
        <ProblemScreen error={draft.error} onRetry={() => void draft.refetch()} />
      ) : null}
      {receipt ? (
        <ReceiptView receipt={receipt}>
          <Link
            to="/$uscc/appeals/$id"
            params={{ uscc, id: receipt.id ?? '' }}
            className={buttonClass('primary')}
          >
            {tr('receipt.progress')}
          </Link>
        </ReceiptView>
      ) : null}
      {draft.data && !receipt ? (
        <Writing uscc={uscc} draft={draft.data} onSent={setReceipt} />
      ) : null}
    </article>
  );
}

interface Props {
  uscc: string;
  draft: NonNullable<ReturnType<typeof useDraft>>;
  onSent: (receipt: Receipt) => void;
}

const useDraft = (uscc: string) => useQuery(draftQuery(uscc)).data;

function Writing({ uscc, draft, onSent }: Props) {
  const { files, saved_at, $schema: _, ...kept } = draft as typeof draft & { $schema?: string };
  const [form, setForm] = useState<ReportDraft>({ text: '', ...kept });
  const [edited, setEdited] = useState(false);
  const settled = useSettled(form, 1_500);
  useEffect(() => {
    if (!edited || settled !== form) return;
    const { text, kind, place, confidential, accused, ticket } = settled;
    const body = { text, kind, place, confidential, accused, ticket };
    const said = Object.fromEntries(Object.entries(body).filter(([, value]) => value));
    void saveDraft(uscc, said).catch(() => undefined);
  }, [uscc, form, settled, edited]);
  const similar = useQuery(similarQuery(uscc, settled.text ?? ''));
  return (
    <>
      {saved_at ? <p className={styles.hint}>{tr('form.kept')}</p> : null}
      <ReportForm
        uscc={uscc}
        start={form}
        startFiles={files}
        onEdit={(next) => {
          setForm(next);
          setEdited(true);
        }}
        onSent={(receipt) => {
          setEdited(false);
          onSent(receipt);
        }}
        below={
          similar.data && similar.data.length > 0 ? (
            <aside className={styles.stop}>
              <span>{tr('form.similar')}</span>
              {similar.data.map((one) => (
                <Link key={one.id} to="/$uscc/appeals/$id" params={{ uscc, id: one.id }}>
                  {one.title}
                </Link>
              ))}
            </aside>
          ) : null
        }
      />
    </>
  );
}
