import { FilterOutlined } from '@ant-design/icons';
import { Button, Drawer } from 'antd';
import { type ReactNode, useState } from 'react';
import { useNarrow } from '@/lib/useMedia';
import { td } from '@/messages/desk';
import styles from './ListPage.module.css';

/** A page that is one list: title and acts, filters, the table filling the rest, pages. */
export function ListPage({ children }: { children: ReactNode }) {
  return <div className={styles.page}>{children}</div>;
}

/** The title of a page with what can be done there. */
export function PageHead({ title, children }: { title: ReactNode; children?: ReactNode }) {
  return (
    <div className={styles.head}>
      {title}
      <div className={styles.acts}>{children}</div>
    </div>
  );
}

interface FilterBarProps {
  /** The field that is always in sight. */
  search: ReactNode;
  /** The others, folded away on a phone. */
  children: ReactNode;
  /** How many filters are set, the search not counted. */
  active: number;
  /** Anything set at all, so that clearing makes sense. */
  clearable: boolean;
  onClear: () => void;
}

export function FilterBar({ search, children, active, clearable, onClear }: FilterBarProps) {
  const narrow = useNarrow();
  const [open, setOpen] = useState(false);
  const clear = clearable ? (
    <Button type="link" onClick={onClear}>
      {td('list.clear')}
    </Button>
  ) : null;
  return (
    <search className={styles.filters} aria-label={td('list.filters')}>
      <div className={styles.search}>{search}</div>
      {narrow ? (
        <>
          <Button icon={<FilterOutlined aria-hidden />} onClick={() => setOpen(true)}>
            {active > 0 ? td('list.filtersSet', { count: active }) : td('list.filters')}
          </Button>
          <Drawer
            open={open}
            placement="bottom"
            size="large"
            title={td('list.filters')}
            onClose={() => setOpen(false)}
            footer={
              <div className={styles.drawerFoot}>
                {clear}
                <Button type="primary" onClick={() => setOpen(false)}>
                  {td('list.filters.done')}
                </Button>
              </div>
            }
          >
            <div className={styles.stacked}>{children}</div>
          </Drawer>
        </>
      ) : (
        <>
          {children}
          {clear}
        </>
      )}
    </search>
  );
}
