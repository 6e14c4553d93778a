import { useSuspenseQuery } from '@tanstack/react-query';
import { progressQuery } from '@/features/report/api';
import { ProgressView } from '@/features/report/ProgressView';
import styles from '@/features/report/Report.module.css';
import { usePageTitle } from '@/lib/usePageTitle';
import { t } from '@/messages/shared';
import { appealRoute } from './routes';

/** One case of the firm. */
export function AppealPage() {
  const { uscc, id } = appealRoute.useParams();
  const whose = { uscc, id };
  const { data } = useSuspenseQuery(progressQuery(whose));
  const heading = usePageTitle(data.title, t('brand.full'));
  return (
    <article className={styles.page}>
      <header>
        <h1 ref={heading} tabIndex={-1}>
          {data.title}
        </h1>
        <p className={styles.meta}>{data.number}</p>
      </header>
      <ProgressView whose={whose} progress={data} />
    </article>
  );
}
