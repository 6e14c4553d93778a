import { useSuspenseQuery } from '@tanstack/react-query';
import { useCanGoBack, useRouter } from '@tanstack/react-router';
import { Button } from '@/components/Button';
import { Icon } from '@/components/Icon';
import { PageCode } from '@/features/guide/PageCode';
import { measureQuery } from '@/features/measure/api';
import { MeasureView } from '@/features/measure/MeasureView';
import { usePageTitle } from '@/lib/usePageTitle';
import { tp } from '@/messages/public';
import { t } from '@/messages/shared';
import styles from './MeasurePage.module.css';
import { measureRoute } from './routes';

export function MeasurePage() {
  const { id } = measureRoute.useParams();
  const { data: measure } = useSuspenseQuery(measureQuery(id));
  const heading = usePageTitle(measure.title, t('brand.full'));
  const router = useRouter();
  const canGoBack = useCanGoBack();
  return (
    <div className={styles.page}>
      <div className={styles.tools}>
        <Button
          look="quiet"
          onClick={() => (canGoBack ? router.history.back() : router.navigate({ to: '/measures' }))}
        >
          <Icon name="back" size="1.1em" />
          {canGoBack ? t('action.back') : tp('home.all')}
        </Button>
        <Button look="quiet" onClick={() => window.print()}>
          <Icon name="print" />
          {tp('measure.print')}
        </Button>
      </div>
      <MeasureView measure={measure} heading={heading} />
      <PageCode measure={measure.id} />
    </div>
  );
}
