import { InboxOutlined } from '@ant-design/icons';
import { Upload } from 'antd';
import type { ReactNode } from 'react';
import styles from './Imports.module.css';
import { sizeWords } from './words';

interface DropProps {
  accepted: readonly string[];
  /** What to do, and which files will do. */
  title: string;
  note: string;
  onChoose: (file: File) => void;
}

/** Where a file is dropped, or looked for. */
export function DropFile({ accepted, title, note, onChoose }: DropProps) {
  return (
    <Upload.Dragger
      accept={accepted.join(',')}
      multiple={false}
      showUploadList={false}
      beforeUpload={(chosen) => {
        onChoose(chosen);
        return false;
      }}
    >
      <div className={styles.drop}>
        <InboxOutlined aria-hidden style={{ fontSize: 32 }} />
        <span className={styles.dropTitle}>{title}</span>
        <span className={styles.note}>{note}</span>
      </div>
    </Upload.Dragger>
  );
}

interface ChosenProps {
  file: File;
  /** Why it need not even be sent, or null. */
  refusal: string | null;
  /** What became of it, and what can be done. */
  children: ReactNode;
}

/** A file that is chosen and not yet taken. */
export function ChosenFile({ file, refusal, children }: ChosenProps) {
  return (
    <div className={styles.file}>
      <p>
        <strong>{file.name}</strong> <span className={styles.note}>{sizeWords(file.size)}</span>
      </p>
      {refusal ? (
        <p className={styles.message} role="alert">
          {refusal}
        </p>
      ) : null}
      {children}
    </div>
  );
}
