import { useSuspenseQuery } from '@tanstack/react-query';
import { Link, useCanGoBack, useRouter } from '@tanstack/react-router';
import { Button } from '@/components/Button';
import { Icon } from '@/components/Icon';
import { publicPolicyQuery } from '@/features/library/api';
import { PolicyView } from '@/features/library/PolicyView';
import { usePageTitle } from '@/lib/usePageTitle';
import { tl } from '@/messages/library';
import { tp } from '@/messages/public';
import { t } from '@/messages/shared';
import styles from './MeasurePage.module.css';
import { policyRoute } from './routes';

/** One policy as the public may read it. An article in the address is brought into sight. */
export function PolicyPage() {
  const { id } = policyRoute.useParams();
  const { data: policy } = useSuspenseQuery(publicPolicyQuery(id));
  const heading = usePageTitle(policy.title, t('brand.full'));
  const router = useRouter();
  const canGoBack = useCanGoBack();
  return (
    <div className={styles.page}>
      <div className={styles.tools}>
        <Button
          look="quiet"
          onClick={() => (canGoBack ? router.history.back() : router.navigate({ to: '/policies' }))}
        >
          <Icon name="back" size="1.1em" />
          {canGoBack ? t('action.back') : tl('policies.title')}
        </Button>
        <Button look="quiet" onClick={() => window.print()}>
          <Icon name="print" />
          {tp('measure.print')}
        </Button>
      </div>
      <PolicyView
        key={id}
        policy={policy}
        heading={heading}
        face="public"
        link={(other, title) => (
          <Link to="/policies/$id" params={{ id: other }}>
            {title}
          </Link>
        )}
      />
    </div>
  );
}
