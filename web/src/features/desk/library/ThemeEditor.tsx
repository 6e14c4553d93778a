import {
  ArrowDownOutlined,
  ArrowUpOutlined,
  DeleteOutlined,
  PlusOutlined,
} from '@ant-design/icons';
import { App, Button } from 'antd';
import { useState } from 'react';
import { Empty } from '@/components/Empty';
import { ProblemNote } from '@/components/Problem';
import { tk } from '@/messages/libraryDesk';
import { type Theme, useSaveThemes } from './api';
import styles from './Themes.module.css';
import { added, moved, removed, type Term, walk } from './themes';

/** How deep the tree may be, from 0; the server says so too. */
const DEEPEST = 2;

interface Props {
  themes: readonly Theme[];
  version: string;
}

/** The tree of themes, changed as a whole and saved as a whole. */
export function ThemeEditor({ themes, version }: Props) {
  const [terms, setTerms] = useState<readonly Term[]>(themes);
  const { message } = App.useApp();
  const saving = useSaveThemes(version);
  const changed = terms !== themes;
  const used = new Map(themes.map((theme) => [theme.code, theme.policies]));
  const rename = (code: string, label: string) =>
    setTerms(terms.map((term) => (term.code === code ? { ...term, label } : term)));
  const save = () =>
    saving.mutate(
      terms.map(({ code, parent, label }) => ({ code, parent, label })),
      { onSuccess: () => void message.success(tk('themes.saved')) },
    );
  const rows = walk(terms);
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      {rows.length === 0 ? <Empty title={tk('themes.empty')} /> : null}
      <ul className={styles.tree} aria-label={tk('themes.title')}>
        {rows.map(({ term, depth, path, first, last, leaf }) => (
          <li key={term.code} className={[styles.top, styles.second, styles.third][depth]}>
            <input
              aria-label={tk('themes.nameOf', { path })}
              maxLength={30}
              value={term.label}
              onChange={(event) => rename(term.code, event.target.value)}
            />
            <span className={styles.used}>
              {used.get(term.code) ? tk('themes.used', { count: used.get(term.code) ?? 0 }) : ''}
            </span>
            <span className={styles.acts}>
              <Button
                type="text"
                disabled={first}
                icon={<ArrowUpOutlined aria-hidden />}
                aria-label={tk('themes.up', { label: term.label })}
                onClick={() => setTerms(moved(terms, term.code, -1))}
              />
              <Button
                type="text"
                disabled={last}
                icon={<ArrowDownOutlined aria-hidden />}
                aria-label={tk('themes.down', { label: term.label })}
                onClick={() => setTerms(moved(terms, term.code, 1))}
              />
              <Button
                type="text"
                disabled={depth >= DEEPEST}
                icon={<PlusOutlined aria-hidden />}
                aria-label={tk('themes.under', { label: term.label })}
                onClick={() => setTerms(added(terms, term.code, tk('themes.new')))}
              />
              <Button
                type="text"
                disabled={!leaf || Boolean(used.get(term.code))}
                icon={<DeleteOutlined aria-hidden />}
                aria-label={tk('themes.remove', { label: term.label })}
                onClick={() => setTerms(removed(terms, term.code))}
              />
            </span>
          </li>
        ))}
      </ul>
      <ProblemNote error={saving.error} />
      <div className={styles.foot}>
        <Button
          icon={<PlusOutlined aria-hidden />}
          onClick={() => setTerms(added(terms, '', tk('themes.new')))}
        >
          {tk('themes.add')}
        </Button>
        <Button type="primary" htmlType="submit" disabled={!changed} loading={saving.isPending}>
          {tk('themes.save')}
        </Button>
        {changed ? <Button onClick={() => setTerms(themes)}>{tk('themes.undo')}</Button> : null}
      </div>
    </form>
  );
}
