import { DevicesPart } from '@/features/account/DevicesPart';
import { usePageTitle } from '@/lib/usePageTitle';
import { ta } from '@/messages/account';
import { t } from '@/messages/shared';
import styles from './AccountPage.module.css';

/** Where a person of an enterprise is logged in. */
export function DevicesPage() {
  const heading = usePageTitle(ta('tab.devices'), t('brand.full'));
  const here = window.location.pathname;
  return (
    <article className={styles.page}>
      <h1 ref={heading} tabIndex={-1}>
        {ta('tab.devices')}
      </h1>
      <DevicesPart loginHref={`/my/login?next=${encodeURIComponent(here)}`} />
    </article>
  );
}
