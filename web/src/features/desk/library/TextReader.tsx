import { Button } from 'antd';
import { useState } from 'react';
import { ProblemNote } from '@/components/Problem';
import { tk } from '@/messages/libraryDesk';
import { type ReadText, useUpload } from './api';
import styles from './Editor.module.css';
import { FileField } from './Parts';

interface Props {
  /** The text as it stands now. */
  text: string;
  onRead: (found: ReadText) => void;
  onText: (text: string) => void;
  /** A file was kept for the policy. */
  onFile: (file: ReadText['file']) => void;
}

/** Reads the text out of a document. What cannot be read is said why, and may still be attached. */
export function TextReader({ text, onRead, onText, onFile }: Props) {
  const reading = useUpload('text');
  const keeping = useUpload('attachment');
  const [before, setBefore] = useState('');
  const [refused, setRefused] = useState<File | null>(null);
  const read = (file: File) => {
    setRefused(null);
    keeping.reset();
    reading.mutate(file, {
      onSuccess: (found) => {
        setBefore(text);
        onRead(found);
        onFile(found.file);
      },
      onError: () => setRefused(file),
    });
  };
  const found = reading.data;
  return (
    <>
      <FileField
        label={tk('read.label')}
        hint={tk('read.hint')}
        accept=".pdf,.docx,.html,.htm,.xhtml,.md,.markdown,.txt,.text"
        busy={reading.isPending}
        onFile={read}
      />
      <div role="status" className={styles.said}>
        {reading.isPending ? tk('read.busy') : null}
        {found ? (
          <p>
            {tk('read.done', { kind: found.kind_label, count: [...found.text].length })}
            {found.pages > 0 ? tk('read.pages', { count: found.pages }) : ''}
            {before ? tk('read.replaced') : ''}
          </p>
        ) : null}
        {found?.warnings.map((words) => (
          <p key={words}>{words}</p>
        ))}
      </div>
      {found && before ? (
        <div>
          <Button
            onClick={() => {
              onText(before);
              setBefore('');
              reading.reset();
            }}
          >
            {tk('read.undo')}
          </Button>
        </div>
      ) : null}
      <ProblemNote error={reading.error} />
      {refused && reading.error ? (
        <p className={styles.said}>
          {tk('read.keep')}{' '}
          <Button
            size="small"
            loading={keeping.isPending}
            onClick={() =>
              keeping.mutate(refused, {
                onSuccess: (kept) => {
                  onFile(kept.file);
                  setRefused(null);
                },
              })
            }
          >
            {tk('read.attach')}
          </Button>
        </p>
      ) : null}
      <ProblemNote error={keeping.error} />
    </>
  );
}
