import { useQuery } from '@tanstack/react-query';
import { App, Button, Modal } from 'antd';
import { type ReactNode, useState } from 'react';
import { download } from '@/api/download';
import { ProblemNote } from '@/components/Problem';
import { shortName } from '@/lib/file';
import { describeProblem } from '@/lib/problem';
import { tb } from '@/messages/appealBeside';
import cards from './Appeals.module.css';
import styles from './Beside.module.css';
import { type AppealFile, fileAddress, filePath, filesQuery, opensHere, sizeWords } from './files';

interface Props {
  appeal: string;
}

/** The photos and voice notes of a case; nothing where there are none. */
export function CaseFiles({ appeal }: Props) {
  const files = useQuery(filesQuery(appeal));
  if (files.data?.length === 0 || files.isPending) return null;
  return (
    <section className={cards.card} aria-label={tb('files.title')}>
      <h2>{tb('files.title')}</h2>
      {files.error ? (
        <>
          <ProblemNote error={files.error} />
          <Button className={cards.whole ?? ''} onClick={() => void files.refetch()}>
            {tb('again')}
          </Button>
        </>
      ) : null}
      <FileList appeal={appeal} files={files.data ?? []} />
    </section>
  );
}

interface ListProps extends Props {
  files: readonly AppealFile[];
  /** What else can be done with a file. */
  beside?: (file: AppealFile) => ReactNode;
}

/** Photos to look at, voice notes to hear, and what has to be saved first. */
export function FileList({ appeal, files, beside }: ListProps) {
  const photos = files.filter((file) => file.picture && opensHere(file));
  const voices = files.filter((file) => !file.picture && opensHere(file));
  const others = files.filter((file) => !opensHere(file));
  return (
    <>
      {photos.length > 0 ? <Photos appeal={appeal} files={photos} beside={beside} /> : null}
      {voices.length > 0 ? (
        <ul className={styles.voices}>
          {voices.map((file) => (
            <Voice key={file.id} appeal={appeal} file={file} beside={beside?.(file)} />
          ))}
        </ul>
      ) : null}
      {others.length > 0 ? (
        <ul className={styles.voices}>
          {others.map((file) => (
            <li key={file.id}>
              <span>
                {said(file)} <small>{tb('files.foreign')}</small>
              </span>
              <Save appeal={appeal} file={file} />
              {beside?.(file)}
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
}

/** What a file is called, and whether it came after the report. */
const said = (file: AppealFile) =>
  file.later ? tb('files.later', { name: shortName(file) }) : shortName(file);

function Photos({ appeal, files, beside }: ListProps) {
  const [open, setOpen] = useState<AppealFile | null>(null);
  const [broken, setBroken] = useState<readonly string[]>([]);
  return (
    <>
      <ul className={styles.photos}>
        {files.map((file) => (
          <li key={file.id}>
            <button
              type="button"
              className={styles.photo}
              aria-label={tb('files.open', { name: shortName(file) })}
              onClick={() => setOpen(file)}
            >
              {broken.includes(file.id) ? (
                <span className={styles.broken}>{tb('files.broken')}</span>
              ) : (
                <img
                  src={fileAddress(appeal, file)}
                  alt=""
                  loading="lazy"
                  decoding="async"
                  onError={() => setBroken((before) => [...before, file.id])}
                />
              )}
            </button>
            <span className={styles.caption}>{said(file)}</span>
            {beside?.(file)}
          </li>
        ))}
      </ul>
      {open ? (
        <Modal
          open
          centered
          width="min(60rem, 100%)"
          title={said(open)}
          footer={<Save appeal={appeal} file={open} />}
          onCancel={() => setOpen(null)}
        >
          <img className={styles.large} src={fileAddress(appeal, open)} alt={shortName(open)} />
        </Modal>
      ) : null}
    </>
  );
}

function Voice({ appeal, file, beside }: Props & { file: AppealFile; beside: ReactNode }) {
  const [broken, setBroken] = useState(false);
  return (
    <li>
      <span>
        {said(file)} <small>{broken ? tb('files.broken') : null}</small>
      </span>
      {broken ? null : (
        // biome-ignore lint/a11y/useMediaCaption: what somebody said into a phone has no captions
        <audio
          controls
          preload="none"
          aria-label={tb('files.play', { name: shortName(file) })}
          src={fileAddress(appeal, file)}
          onError={() => setBroken(true)}
        />
      )}
      <Save appeal={appeal} file={file} />
      {beside}
    </li>
  );
}

function Save({ appeal, file }: Props & { file: AppealFile }) {
  const { message } = App.useApp();
  const save = () =>
    download(filePath(appeal, file), {}).catch((error: unknown) =>
      message.error(describeProblem(error).text, 6),
    );
  return (
    <Button
      size="small"
      aria-label={tb('files.save.of', { name: shortName(file) })}
      onClick={() => void save()}
    >
      {tb('files.save', { size: sizeWords(file.size) })}
    </Button>
  );
}
