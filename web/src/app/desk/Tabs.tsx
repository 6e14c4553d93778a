import { Link, type LinkProps } from '@tanstack/react-router';
import styles from './Tabs.module.css';

export interface Tab {
  key: string;
  label: string;
  link: LinkProps;
  /** Given where the address alone does not tell; otherwise the router does. */
  open?: boolean;
}

/** The parts of one page, each with an address of its own. */
export function Tabs({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
  return (
    <nav className={styles.tabs} aria-label={label}>
      {tabs.map((tab) => (
        <Link
          key={tab.key}
          {...tab.link}
          className={`${styles.tab} ${tab.open ? styles.active : ''}`}
          resetScroll={false}
          {...(tab.open === undefined
            ? {
                activeOptions: { exact: true, includeSearch: false },
                activeProps: { className: styles.active, 'aria-current': 'page' as const },
              }
            : { activeProps: {}, 'aria-current': tab.open ? ('page' as const) : undefined })}
        >
          {tab.label}
        </Link>
      ))}
    </nav>
  );
}
