import { Button, Drawer, Input, Upload } from 'antd';
import { useState } from 'react';
import { Field } from '@/components/Field';
import { ProblemNote } from '@/components/Problem';
import { ApiError } from '@/lib/problem';
import { td } from '@/messages/desk';
import { type MeasureImportReport, useImportMeasures } from './api';
import styles from './Measures.module.css';

/** The largest text that the server takes, in bytes. */
const MAX_BYTES = 16 * 1024 * 1024;

interface Props {
  open: boolean;
  onClose: () => void;
}

/** Takes definitions of measures, from a file or as text, and says what became of them. */
export function ImportMeasures({ open, onClose }: Props) {
  const [text, setText] = useState('');
  const [tooLarge, setTooLarge] = useState(false);
  const sending = useImportMeasures();
  const read = async (file: File) => {
    sending.reset();
    setTooLarge(file.size > MAX_BYTES);
    if (file.size <= MAX_BYTES) setText(await file.text());
  };
  return (
    <Drawer
      open={open}
      size={640}
      title={td('measures.import')}
      onClose={onClose}
      footer={
        <div className={styles.acts}>
          <Button
            type="primary"
            disabled={text.trim() === ''}
            loading={sending.isPending}
            onClick={() => sending.mutate(text)}
          >
            {td('measures.import.submit')}
          </Button>
          <Button onClick={onClose}>{td('act.close')}</Button>
        </div>
      }
    >
      <div className={`${styles.stack} ${styles.json}`}>
        <p>{td('measures.import.lead')}</p>
        <Upload
          accept=".json,application/json"
          multiple={false}
          showUploadList={false}
          beforeUpload={(file) => {
            void read(file);
            return false;
          }}
        >
          <Button>{td('measures.import.file')}</Button>
        </Upload>
        <Field
          label={td('measures.import.text')}
          error={tooLarge ? td('measures.import.tooLarge') : undefined}
        >
          {(control) => (
            <Input.TextArea
              {...control}
              variant="borderless"
              rows={12}
              spellCheck={false}
              value={text}
              onChange={(event) => {
                setText(event.target.value);
                setTooLarge(false);
                sending.reset();
              }}
            />
          )}
        </Field>
        {sending.error ? (
          <>
            <ProblemNote error={sending.error} />
            <Places error={sending.error} />
          </>
        ) : null}
        {sending.data ? <Report report={sending.data} /> : null}
      </div>
    </Drawer>
  );
}

function Places({ error }: { error: unknown }) {
  const fields = error instanceof ApiError ? error.fields : [];
  if (fields.length === 0) return null;
  return (
    <ul className={styles.list}>
      {fields.map((field) => (
        <li key={`${field.location} ${field.message}`}>{field.message}</li>
      ))}
    </ul>
  );
}

function Report({ report }: { report: MeasureImportReport }) {
  const drafts = report.drafts ?? [];
  return (
    <div className={styles.report} role="status">
      <strong>
        {td('measures.import.done', {
          created: report.created,
          updated: report.updated,
          unchanged: report.unchanged,
        })}
      </strong>
      {drafts.length > 0 ? (
        <>
          <p>{td('measures.import.drafts', { count: drafts.length })}</p>
          <ul className={styles.list}>
            {drafts.map((draft) => (
              <li key={draft.measure}>
                {draft.title}
                {td('word.colon')}
                {draft.gaps.map((gap) => gap.words).join(td('word.semicolon'))}
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </div>
  );
}
