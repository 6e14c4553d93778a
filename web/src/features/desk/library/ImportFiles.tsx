import { FileZipOutlined, FolderOpenOutlined } from '@ant-design/icons';
import { Link } from '@tanstack/react-router';
import { Button, Checkbox } from 'antd';
import { memo, useEffect, useRef, useState } from 'react';
import { tk } from '@/messages/libraryDesk';
import styles from './Import.module.css';
import { sentOf } from './sent';
import { type ImportRow, useImport } from './useImport';

const DONE = ['created', 'updated', 'unchanged', 'refused'] as const;

/** Brings a folder, several files or a ZIP archive into the library, file by file. */
export function ImportFiles() {
  const { rows, running, choose, run, stop } = useImport();
  const [publish, setPublish] = useState(false);
  const left = rows.filter((row) => row.state === 'waiting' || row.state === 'sending').length;
  const done = rows.length - left;
  return (
    <>
      <section className={styles.part} aria-label={tk('import.choose')}>
        <div className={styles.acts}>
          <Pick folder label={tk('import.folder')} disabled={running} onFiles={choose} />
          <Pick label={tk('import.files')} disabled={running} onFiles={choose} />
        </div>
        <p className={styles.hint}>{tk('import.hint')}</p>
        <Checkbox
          checked={publish}
          disabled={running}
          onChange={(event) => setPublish(event.target.checked)}
        >
          {tk('import.publish')}
        </Checkbox>
        {left > 0 ? (
          <div className={styles.acts}>
            {running ? (
              <Button onClick={stop}>{tk('import.stop')}</Button>
            ) : (
              <Button type="primary" onClick={() => void run(publish)}>
                {tk('import.start', { count: left })}
              </Button>
            )}
          </div>
        ) : null}
      </section>
      {rows.length > 0 ? (
        <section className={styles.part} aria-label={tk('import.report')}>
          <h2>{tk('import.report')}</h2>
          <progress
            className={styles.bar}
            aria-label={tk('import.progress')}
            max={rows.length}
            value={done}
          />
          <p role="status">
            {tk('import.done', { done, count: rows.length })}
            {DONE.map((state) => {
              const count = rows.filter((row) => row.state === state).length;
              return count > 0 ? ` · ${tk(`import.${state}`)} ${count}` : '';
            }).join('')}
          </p>
          <ul className={styles.rows}>
            {rows.map((row) => (
              <Row key={row.file} row={row} />
            ))}
          </ul>
        </section>
      ) : null}
    </>
  );
}

const Row = memo(function Row({ row }: { row: ImportRow }) {
  return (
    <li>
      <span className={styles.file}>{row.file}</span>
      <span className={row.state === 'refused' ? styles.bad : styles.state}>
        {tk(`import.${row.state}`)}
      </span>
      {row.policy && row.state !== 'refused' ? (
        <Link to="/policies/$id" params={{ id: row.policy }}>
          {row.title}
        </Link>
      ) : null}
      {row.reasons.map((reason) => (
        <p key={reason} className={styles.hint}>
          {reason}
        </p>
      ))}
    </li>
  );
});

interface PickProps {
  label: string;
  folder?: boolean;
  disabled: boolean;
  onFiles: (files: ReturnType<typeof sentOf>) => void;
}

/** A button that opens the choice of files or of a folder. */
function Pick({ label, folder = false, disabled, onFiles }: PickProps) {
  const input = useRef<HTMLInputElement>(null);
  // React does not know the attribute.
  useEffect(() => {
    if (folder) input.current?.setAttribute('webkitdirectory', '');
  }, [folder]);
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        aria-label={label}
        {...(folder ? {} : { accept: '.zip,.pdf,.docx,.html,.htm,.xhtml,.md,.markdown,.txt' })}
        onChange={(event) => {
          onFiles(sentOf(event.target.files ?? []));
          event.target.value = '';
        }}
      />
      <Button
        disabled={disabled}
        icon={folder ? <FolderOpenOutlined aria-hidden /> : <FileZipOutlined aria-hidden />}
        onClick={() => input.current?.click()}
      >
        {label}
      </Button>
    </>
  );
}
