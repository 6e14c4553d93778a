import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { themeTreeQuery } from '@/features/desk/library/api';
import { ThemeEditor } from '@/features/desk/library/ThemeEditor';
import styles from '@/features/desk/library/Themes.module.css';
import { PageHead } from '@/features/desk/list/ListPage';
import { usePageTitle } from '@/lib/usePageTitle';
import { td } from '@/messages/desk';
import { tl } from '@/messages/library';
import { tk } from '@/messages/libraryDesk';

/** The themes under which policies are found. */
export function ThemesPage() {
  const heading = usePageTitle(tk('themes.title'), td('desk.title'));
  const { data } = useSuspenseQuery(themeTreeQuery);
  return (
    <div className={styles.form}>
      <PageHead
        title={
          <h1 ref={heading} tabIndex={-1}>
            {tk('themes.title')}
          </h1>
        }
      >
        <Link to="/policies">{tl('policies.title')}</Link>
      </PageHead>
      <p className={styles.lead}>{tk('themes.lead')}</p>
      <ThemeEditor key={data.version} themes={data.value.items} version={data.version} />
    </div>
  );
}
