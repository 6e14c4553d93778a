import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { ButtonLink, buttonClass } from '@/components/Button';
import { Empty } from '@/components/Empty';
import { Icon } from '@/components/Icon';
import { countOpening, type Guide, guideQuery } from '@/features/guide/api';
import { formatDate, formatSpan } from '@/lib/date';
import { usePageTitle } from '@/lib/usePageTitle';
import { tg } from '@/messages/guide';
import { t } from '@/messages/shared';
import styles from './GuidePage.module.css';
import { guideRoute } from './routes';

/** What somebody sees who scanned the code in a hall: for whom, and what there is to get. */
export function GuidePage() {
  const { code } = guideRoute.useParams();
  const print = guideRoute.useSearch().p ?? 0;
  const { data: guide } = useSuspenseQuery(guideQuery(code, print));
  const heading = usePageTitle(guide.title, t('brand.full'));
  useEffect(() => countOpening(guide.code, print), [guide.code, print]);
  return (
    <article className={styles.page}>
      <header className={styles.head}>
        <p className={styles.kind}>{tg('guide.title')}</p>
        <h1 ref={heading} tabIndex={-1}>
          {guide.title}
        </h1>
        <p className={styles.whom}>{tg('guide.whom', { whom: guide.whom })}</p>
      </header>
      <Contents guide={guide} />
    </article>
  );
}

function Contents({ guide }: { guide: Guide }) {
  const measures = guide.measures ?? [];
  if (guide.state === 'closed' || measures.length === 0) {
    const state = guide.state === 'closed' ? 'closed' : 'empty';
    return (
      <Empty title={tg(`guide.${state}.title`)} text={tg(`guide.${state}.text`)}>
        <Link to="/measures" search={{}} className={buttonClass('secondary')}>
          {tg('guide.all')}
        </Link>
      </Empty>
    );
  }
  return (
    <>
      <Paper print={guide.print} />
      <p className={styles.count}>{tg('guide.count', { count: measures.length })}</p>
      <ol className={styles.list}>
        {measures.map((measure) => (
          <li key={measure.id} className={styles.item}>
            <p className={styles.kind}>
              {measure.kind_label} · {measure.delivery_label}
              {measure.over ? <span className={styles.over}>{tg('guide.over')}</span> : null}
              {measure.fresh ? <span className={styles.fresh}>{tg('guide.fresh')}</span> : null}
            </p>
            <h2>
              <Link to="/measures/$id" params={{ id: measure.id }}>
                {measure.title}
              </Link>
            </h2>
            <p className={styles.amount}>{measure.amount_text}</p>
            <p className={styles.department}>
              {[measure.department, timeOf(measure)].filter(Boolean).join(' · ')}
            </p>
          </li>
        ))}
      </ol>
      <div className={styles.acts}>
        <ButtonLink look="primary" href="/my">
          {tg('guide.check')}
          <Icon name="next" size="1em" />
        </ButtonLink>
        <Link to="/measures" search={{}} className={buttonClass('secondary')}>
          {tg('guide.all')}
        </Link>
      </div>
    </>
  );
}

/** When a measure can be claimed, empty where nothing is stated. */
function timeOf({ open_from, open_to }: NonNullable<Guide['measures']>[number]): string {
  return open_from || open_to ? formatSpan(open_from, open_to) : '';
}

/** Whether the paper with the code is still true. */
function Paper({ print }: { print: Guide['print'] }) {
  if (!print) return null;
  const date = formatDate(print.printed_on);
  if (!print.stale) return <p className={styles.paper}>{tg('guide.printed', { date })}</p>;
  const what = (['added', 'changed', 'removed'] as const)
    .filter((kind) => print[kind] > 0)
    .map((kind) => tg(`guide.${kind}`, { count: print[kind] }))
    .join('，');
  return (
    <p className={`${styles.paper} ${styles.old}`} role="note">
      <Icon name="alert" />
      <span>{tg('guide.stale', { date, what: what || tg('guide.reworded') })}</span>
    </p>
  );
}
