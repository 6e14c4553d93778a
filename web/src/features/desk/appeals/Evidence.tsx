import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { FileBox } from '@/components/FileBox';
import { ProblemNote } from '@/components/Problem';
import { shortName } from '@/lib/file';
import { describeProblem } from '@/lib/problem';
import { tb } from '@/messages/appealBeside';
import { useActing } from './acting';
import type { Appeal, Reply } from './api';
import { FileList } from './CaseFiles';
import styles from './Evidence.module.css';
import { addEvidence, evidenceQuery, removeEvidence } from './files';

/** What is laid by to be shown with the answer: closing the dialog does not lose it. */
export function EvidenceBox({ appeal }: { appeal: string }) {
  const queries = useQueryClient();
  const { queryKey } = evidenceQuery(appeal);
  const laid = useQuery(evidenceQuery(appeal));
  if (laid.isPending) return null;
  return (
    <>
      <FileBox
        files={laid.data ?? []}
        words={{
          label: tb('evidence.label'),
          hint: tb('evidence.hint'),
          add: tb('evidence.add'),
          adding: tb('evidence.adding'),
          remove: (name) => tb('evidence.remove', { name }),
        }}
        accept="image/jpeg,image/png,image/webp,image/heic,audio/*,application/pdf"
        onAdd={(file) => addEvidence(appeal, file)}
        onRemove={(file) => removeEvidence(appeal, file.id)}
        onChange={(files) => queries.setQueryData(queryKey, files)}
      />
      <ProblemNote error={laid.error} />
    </>
  );
}

/** What was shown with an answer; its department takes it back until it is read. */
export function Evidence({ appeal, reply }: { appeal: Appeal; reply: Reply }) {
  const { message, modal } = App.useApp();
  const taking = useActing(
    appeal,
    'take_back',
    () => undefined,
    (error) => void message.error(describeProblem(error).text, 6),
  );
  if (reply.files.length === 0) return null;
  const mayTake = reply.state === 'submitted' && (appeal.can ?? []).includes('take_back');
  return (
    <section className={styles.shown} aria-label={tb('evidence.shown')}>
      <h3>{tb('evidence.shown')}</h3>
      <FileList
        appeal={appeal.id}
        files={reply.files}
        beside={(file) =>
          mayTake ? (
            <Button
              size="small"
              aria-label={tb('evidence.remove', { name: shortName(file) })}
              onClick={() =>
                modal.confirm({
                  title: tb('evidence.remove', { name: shortName(file) }),
                  content: tb('evidence.remove.text'),
                  okText: tb('evidence.remove', { name: '' }),
                  onOk: () => taking.run({ file: file.id }),
                })
              }
            >
              {tb('evidence.remove', { name: '' })}
            </Button>
          ) : null
        }
      />
    </section>
  );
}
