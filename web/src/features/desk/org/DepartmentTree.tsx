import { DownOutlined, RightOutlined } from '@ant-design/icons';
import { Link } from '@tanstack/react-router';
import { Input } from 'antd';
import { useState } from 'react';
import { to } from '@/messages/org';
import type { Department } from './api';
import styles from './Org.module.css';
import { type Branch, branches, pathOf } from './tree';

interface Props {
  list: readonly Department[];
  chosen: string | undefined;
}

/** The departments, one under the other; each opens beside the tree. */
export function DepartmentTree({ list, chosen }: Props) {
  const [words, setWords] = useState('');
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const sought = words.trim();
  const hits = sought
    ? list.filter((one) => one.name.includes(sought) || one.short_name.includes(sought))
    : [];
  const path = new Set(pathOf(list, chosen ?? '').map((one) => one.id));
  const toggle = (id: string) => {
    const next = new Set(folded);
    if (!next.delete(id)) next.add(id);
    setFolded(next);
  };
  return (
    <nav className={styles.tree} aria-label={to('org.tree')}>
      <Input
        type="search"
        aria-label={to('org.tree.search')}
        placeholder={to('org.tree.search')}
        value={words}
        maxLength={50}
        onChange={(event) => setWords(event.target.value)}
      />
      <p className={styles.note}>{to('org.tree.count', { count: list.length })}</p>
      {sought ? (
        hits.length > 0 ? (
          <ul>
            {hits.map((one) => (
              <li key={one.id}>
                <Node department={one} chosen={one.id === chosen} />
              </li>
            ))}
          </ul>
        ) : (
          <p className={styles.note}>{to('org.tree.noneFound')}</p>
        )
      ) : (
        <Level
          level={branches(list)}
          chosen={chosen}
          open={(id) => !folded.has(id) || (id !== chosen && path.has(id))}
          onToggle={toggle}
        />
      )}
    </nav>
  );
}

interface LevelProps {
  level: readonly Branch[];
  chosen: string | undefined;
  open: (id: string) => boolean;
  onToggle: (id: string) => void;
}

function Level({ level, chosen, open, onToggle }: LevelProps) {
  return (
    <ul>
      {level.map(({ department, below }) => (
        <li key={department.id}>
          <Node
            department={department}
            chosen={department.id === chosen}
            fold={below.length > 0 ? open(department.id) : undefined}
            onFold={() => onToggle(department.id)}
          />
          {below.length > 0 && open(department.id) ? (
            <Level level={below} chosen={chosen} open={open} onToggle={onToggle} />
          ) : null}
        </li>
      ))}
    </ul>
  );
}

interface NodeProps {
  department: Department;
  chosen: boolean;
  /** Whether what is below is shown; undefined when there is nothing. */
  fold?: boolean | undefined;
  onFold?: () => void;
}

function Node({ department, chosen, fold, onFold }: NodeProps) {
  const name = department.short_name;
  return (
    <div className={`${styles.node} ${chosen ? styles.chosen : ''}`}>
      {fold === undefined ? (
        <span className={styles.leaf} />
      ) : (
        <button
          type="button"
          className={styles.fold}
          aria-expanded={fold}
          aria-label={fold ? to('org.tree.fold', { name }) : to('org.tree.unfold', { name })}
          onClick={onFold}
        >
          {fold ? <DownOutlined aria-hidden /> : <RightOutlined aria-hidden />}
        </button>
      )}
      <Link
        to="/org"
        search={{ department: department.id }}
        aria-current={chosen ? 'true' : undefined}
      >
        {name}
      </Link>
      <span className={styles.count}>{to('org.people', { count: department.people })}</span>
    </div>
  );
}
