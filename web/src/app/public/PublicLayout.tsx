import { useQuery } from '@tanstack/react-query';
import { Link, Outlet } from '@tanstack/react-router';
import { Icon } from '@/components/Icon';
import { Logo } from '@/components/Logo';
import { SkipLink } from '@/components/SkipLink';
import { systemQuery } from '@/features/system/api';
import { useLargeType } from '@/lib/largeType';
import { tl } from '@/messages/library';
import { tp } from '@/messages/public';
import { t } from '@/messages/shared';
import styles from './PublicLayout.module.css';

/** The frame of the public site. */
export function PublicLayout() {
  const { data: system } = useQuery(systemQuery);
  const [large, toggle] = useLargeType();
  return (
    <div className={styles.shell}>
      <SkipLink />
      <header className={styles.head}>
        <div className={styles.bar}>
          <Link to="/" className={styles.brand}>
            <Logo />
            <span>
              <span className={styles.place}>{system?.place} </span>
              {tp('site.name')}
            </span>
          </Link>
          <div className={styles.tools}>
            <button type="button" className={styles.tool} aria-pressed={large} onClick={toggle}>
              <Icon name="type" />
              {large ? tp('site.normalType') : tp('site.largeType')}
            </button>
            <a href="/my" className={`${styles.tool} ${styles.login}`}>
              <Icon name="person" />
              {tp('site.enterprise')}
            </a>
          </div>
        </div>
      </header>
      <main id="main" tabIndex={-1} className={styles.main}>
        <Outlet />
      </main>
      <footer className={styles.foot}>
        <div className={styles.footInner}>
          <p>
            {system?.place}
            {t('brand.full')} · {tp('site.foot.note')}
          </p>
          <p>
            {system ? tp('site.foot.version', { version: system.version }) : null}{' '}
            <Link to="/policies" search={{}}>
              {tl('policies.title')}
            </Link>{' '}
            <a href="/desk">{tp('site.staff')}</a>
          </p>
        </div>
      </footer>
    </div>
  );
}
