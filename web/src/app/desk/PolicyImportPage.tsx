import { Link } from '@tanstack/react-router';
import { ImportFiles } from '@/features/desk/library/ImportFiles';
import styles from '@/features/desk/library/Themes.module.css';
import { PageHead } from '@/features/desk/list/ListPage';
import { usePageTitle } from '@/lib/usePageTitle';
import { td } from '@/messages/desk';
import { tl } from '@/messages/library';
import { tk } from '@/messages/libraryDesk';

/** Many policies at once, from files. */
export function PolicyImportPage() {
  const heading = usePageTitle(tk('import.title'), td('desk.title'));
  return (
    <div className={styles.form}>
      <PageHead
        title={
          <h1 ref={heading} tabIndex={-1}>
            {tk('import.title')}
          </h1>
        }
      >
        <Link to="/policies">{tl('policies.title')}</Link>
      </PageHead>
      <p className={styles.lead}>{tk('import.lead')}</p>
      <ImportFiles />
    </div>
  );
}
