import { Button, Drawer, Progress, Segmented } from 'antd';
import { useState } from 'react';
import { ProblemNote } from '@/components/Problem';
import { td } from '@/messages/desk';
import { type ImportKind, type StartedImport, useUpload } from './api';
import { ColumnGuide } from './ColumnGuide';
import { ChosenFile, DropFile } from './FileChoice';
import { ACCEPTED, refusal } from './file';
import styles from './Imports.module.css';
import { kindWord } from './words';

const KINDS: readonly ImportKind[] = ['enterprises', 'facts'];

/** Chooses what a file holds and the file, and sends it. */
export function UploadPanel({ onStarted }: { onStarted: (started: StartedImport) => void }) {
  const [kind, setKind] = useState<ImportKind>('enterprises');
  const [file, setFile] = useState<File | null>(null);
  const [guide, setGuide] = useState(false);
  const sending = useUpload();
  const refused = file ? refusal(file) : null;

  const choose = (next: File | null) => {
    sending.reset();
    setFile(next);
  };

  return (
    <section className={styles.panel} aria-label={td('import.new')}>
      <div className={styles.bar}>
        <Segmented<ImportKind>
          aria-label={td('import.kind')}
          value={kind}
          disabled={sending.isPending}
          options={KINDS.map((value) => ({ value, label: kindWord(value) }))}
          onChange={setKind}
        />
        <Button type="link" onClick={() => setGuide(true)}>
          {td('guide.open')}
        </Button>
      </div>
      <p className={styles.note}>
        {kind === 'facts' ? td('import.lead.facts') : td('import.lead.enterprises')}
      </p>
      {file ? (
        <ChosenFile file={file} refusal={refused ? td(refused) : null}>
          {sending.isPending ? (
            <Progress
              percent={Math.floor(sending.share * 100)}
              status="active"
              aria-label={td('upload.progress')}
            />
          ) : null}
          {sending.error && !isStop(sending.error) ? <ProblemNote error={sending.error} /> : null}
          <div className={styles.acts}>
            {sending.isPending ? (
              <Button onClick={sending.stop}>{td('upload.stop')}</Button>
            ) : (
              <>
                <Button
                  type="primary"
                  disabled={refused !== null}
                  onClick={() => sending.mutate({ kind, file }, { onSuccess: onStarted })}
                >
                  {td('upload.start', { kind: kindWord(kind) })}
                </Button>
                <Button onClick={() => choose(null)}>{td('upload.other')}</Button>
              </>
            )}
          </div>
        </ChosenFile>
      ) : (
        <DropFile
          accepted={ACCEPTED}
          title={td('upload.drop')}
          note={td('upload.accepts')}
          onChoose={choose}
        />
      )}
      <Drawer
        open={guide}
        size={560}
        title={td('guide.titleOf', { kind: kindWord(kind) })}
        onClose={() => setGuide(false)}
      >
        <ColumnGuide kind={kind} />
      </Drawer>
    </section>
  );
}

/** A person who stopped the upload does not need to be told. */
function isStop(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}
