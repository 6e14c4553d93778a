import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { Button } from '@/components/Button';
import { ProblemNote, ProblemScreen } from '@/components/Problem';
import { Sheet } from '@/components/Sheet';
import { SkeletonBlock } from '@/components/Skeleton';
import { sessionDrafts } from '@/lib/draft';
import { fieldProblem } from '@/lib/problem';
import { factName, spaced } from '@/lib/text';
import { tm } from '@/messages/portal';
import { t } from '@/messages/shared';
import { type FactAdded, type FactKey, factKeysQuery, useAddFact } from './api';
import { FactInputs } from './FactInputs';
import styles from './FactSheet.module.css';
import { type FactDraft, type FactKind, parseDraft, readFact } from './value';

export interface FactTarget {
  key: string;
  label: string;
  period?: string | undefined;
  /** The qualifications that are asked for, where not any will do. */
  values?: string[] | undefined;
}

interface Props {
  uscc: string;
  target: FactTarget;
  /** The fact is there already and is to be corrected. */
  correcting?: boolean;
  onClose: () => void;
  onSaved: (added: FactAdded) => void;
}

/** The sheet in which an enterprise supplies one fact, in the way its kind asks for. */
export function FactSheet({ uscc, target, correcting = false, onClose, onSaved }: Props) {
  const keys = useQuery(factKeysQuery);
  const key = keys.data?.items?.find((item) => item.key === target.key);
  const label = factName(target);
  return (
    <Sheet
      title={spaced(tm(correcting ? 'fact.correct' : 'fact.title', { label }))}
      onClose={onClose}
    >
      {keys.isPending ? <SkeletonBlock height="8rem" /> : null}
      {keys.isError ? <ProblemScreen error={keys.error} onRetry={() => keys.refetch()} /> : null}
      {keys.data ? (
        <FactForm uscc={uscc} target={target} factKey={asked(key, target)} onSaved={onSaved} />
      ) : null}
    </Sheet>
  );
}

/**
 * The key with only the choices that are asked for. A fact that the dictionary
 * does not describe can still be given as text.
 */
function asked(key: FactKey | undefined, target: FactTarget): FactKey {
  if (!key) return plainKey(target);
  const wanted = (key.options ?? []).filter((option) => target.values?.includes(option.value));
  return wanted.length > 0 ? { ...key, options: wanted } : key;
}

function plainKey({ key, label }: FactTarget): FactKey {
  return { key, label, kind: 'text', unit: '', periodic: false, options: [], help: '' };
}

interface FormProps {
  uscc: string;
  target: FactTarget;
  factKey: FactKey;
  onSaved: (added: FactAdded) => void;
}

function FactForm({ uscc, target, factKey, onSaved }: FormProps) {
  const kept = `fact.${uscc}.${target.key}.${target.period ?? ''}`;
  const kind = factKey.kind as FactKind;
  const [draft, setDraft] = useState(() => parseDraft(sessionDrafts.load(kept)));
  const [restored] = useState(draft.text !== '');
  const [refused, setRefused] = useState<Partial<Record<keyof FactDraft, string>>>({});
  const adding = useAddFact(uscc);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector<HTMLElement>('input, select')?.focus(), []);

  function change(next: FactDraft) {
    setDraft(next);
    setRefused({});
    sessionDrafts.save(kept, JSON.stringify(next));
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    const reading = readFact(kind, factKey.unit, draft);
    if (!reading.ok) {
      setRefused({ [reading.field]: tm(reading.problem) });
      return;
    }
    const period = target.period ? { period: target.period } : {};
    adding.mutate(
      { key: target.key, ...period, ...reading.said },
      {
        onSuccess: (added) => {
          sessionDrafts.drop(kept);
          onSaved(added);
        },
      },
    );
  }

  const fromServer = fieldProblem(adding.error, 'value');
  return (
    <form ref={form} className={styles.form} onSubmit={submit} noValidate>
      {factKey.help ? <p className={styles.help}>{factKey.help}</p> : null}
      <FactInputs
        factKey={factKey}
        draft={draft}
        refused={fromServer ? { text: fromServer, ...refused } : refused}
        onChange={change}
      />
      {fromServer ? null : <ProblemNote error={adding.error} />}
      <div className={styles.foot}>
        <Button type="submit" wide disabled={adding.isPending}>
          {adding.isPending ? t('state.saving') : tm('fact.submit')}
        </Button>
        <p className={styles.help}>
          {restored && !adding.isPending ? tm('fact.draft') : ''} {tm('fact.asDeclared')}
        </p>
      </div>
    </form>
  );
}
