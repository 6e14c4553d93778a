import { DeleteOutlined, PlusOutlined, UploadOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Select, Upload } from 'antd';
import { useEffect, useState } from 'react';
import { Field } from '@/components/Field';
import { ProblemNote } from '@/components/Problem';
import { tk } from '@/messages/libraryDesk';
import { type PolicyForm, policiesQuery, useUpload } from './api';
import styles from './Editor.module.css';

type Relation = NonNullable<PolicyForm['relations']>[number];
type Question = NonNullable<PolicyForm['questions']>[number];
type Attachment = NonNullable<PolicyForm['attachments']>[number];

interface PartProps<T> {
  list: readonly T[];
  onChange: (list: T[]) => void;
}

const without = <T,>(list: readonly T[], at: number) => list.filter((_, other) => other !== at);

/** How long nothing is typed before policies are looked for, in milliseconds. */
const PAUSE = 250;

const KINDS = ['implements', 'amends', 'replaces'] as const;

/** What the policy has to do with others: those of the library, or named by their titles. */
export function RelationsPart({ list, onChange, self }: PartProps<Relation> & { self?: string }) {
  const [kind, setKind] = useState<Relation['kind']>('implements');
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setAsked(typed.trim()), PAUSE);
    return () => clearTimeout(timer);
  }, [typed]);
  const { data } = useQuery({ ...policiesQuery({ q: asked, limit: 20 }), enabled: asked !== '' });
  const found = (asked ? (data?.items ?? []) : [])
    .filter((row) => row.id !== self && !list.some((one) => one.policy === row.id))
    .map((row) => ({
      value: `id:${row.id}`,
      label: [row.title, row.number].filter(Boolean).join(' '),
      title: row.title,
    }));
  const own = asked
    ? [{ value: `as:${asked}`, label: tk('relation.asTitle', { title: asked }), title: asked }]
    : [];
  const add = (value: string, title: string) => {
    onChange([
      ...list,
      value.startsWith('id:') ? { kind, policy: value.slice(3), title } : { kind, title },
    ]);
    setTyped('');
    setAsked('');
  };
  return (
    <>
      {list.length === 0 ? <p className={styles.hint}>{tk('relation.none')}</p> : null}
      <ul className={styles.rows}>
        {list.map((one, at) => (
          <li key={one.kind + (one.policy ?? '') + (one.title ?? '')}>
            <span className={styles.tag}>{tk(`relation.${one.kind}`)}</span>
            <span className={styles.grow}>{one.title}</span>
            {one.policy ? <span className={styles.hint}>{tk('relation.here')}</span> : null}
            <Button
              type="text"
              icon={<DeleteOutlined aria-hidden />}
              aria-label={tk('relation.remove', { title: one.title ?? '' })}
              onClick={() => onChange(without(list, at))}
            />
          </li>
        ))}
      </ul>
      <div className={styles.adder}>
        <Select
          className={styles.kind ?? ''}
          aria-label={tk('relation.kind')}
          value={kind}
          options={KINDS.map((value) => ({ value, label: tk(`relation.${value}`) }))}
          onChange={setKind}
        />
        <Select
          className={styles.grow ?? ''}
          aria-label={tk('relation.policy')}
          placeholder={tk('relation.policy.hint')}
          showSearch={{ filterOption: false, searchValue: typed, onSearch: setTyped }}
          notFoundContent={tk('relation.nothing')}
          value={null as string | null}
          options={[...found, ...own]}
          onSelect={(value, option) => value && add(value, option.title)}
        />
      </div>
    </>
  );
}

/** Questions that people ask of it, with their answers. */
export function QuestionsPart({ list, onChange }: PartProps<Question>) {
  const change = (at: number, patch: Partial<Question>) =>
    onChange(list.map((one, other) => (other === at ? { ...one, ...patch } : one)));
  return (
    <>
      {list.map((one, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a question has no name but its place
        <div key={at} className={styles.question}>
          <Field label={tk('question.q', { n: at + 1 })}>
            {(control) => (
              <input
                {...control}
                maxLength={300}
                value={one.question}
                onChange={(event) => change(at, { question: event.target.value })}
              />
            )}
          </Field>
          <Field label={tk('question.a')}>
            {(control) => (
              <textarea
                {...control}
                rows={3}
                maxLength={20000}
                value={one.answer}
                onChange={(event) => change(at, { answer: event.target.value })}
              />
            )}
          </Field>
          <Button
            type="text"
            icon={<DeleteOutlined aria-hidden />}
            onClick={() => onChange(without(list, at))}
          >
            {tk('question.remove', { n: at + 1 })}
          </Button>
        </div>
      ))}
      <Button
        icon={<PlusOutlined aria-hidden />}
        onClick={() => onChange([...list, { question: '', answer: '' }])}
      >
        {tk('question.add')}
      </Button>
    </>
  );
}

/** The files that readers may take away, under the names they shall have. */
export function FilesPart({ list, onChange }: PartProps<Attachment>) {
  const keeping = useUpload('attachment');
  return (
    <>
      <ul className={styles.rows}>
        {list.map((file, at) => (
          <li key={file.id}>
            <input
              className={styles.name}
              aria-label={tk('file.name', { n: at + 1 })}
              maxLength={120}
              value={file.name}
              onChange={(event) =>
                onChange(
                  list.map((one, other) =>
                    other === at ? { ...one, name: event.target.value } : one,
                  ),
                )
              }
            />
            <Button
              type="text"
              icon={<DeleteOutlined aria-hidden />}
              aria-label={tk('file.remove', { name: file.name })}
              onClick={() => onChange(without(list, at))}
            />
          </li>
        ))}
      </ul>
      <FileField
        label={tk('file.label')}
        hint={tk('file.hint')}
        accept=".pdf,.docx,.xlsx,.txt,.text,.html,.htm,.xhtml,.md,.markdown,.png,.jpg,.jpeg"
        busy={keeping.isPending}
        onFile={(file) =>
          keeping.mutate(file, {
            onSuccess: (kept) => onChange([...list, { id: kept.file.id, name: kept.file.name }]),
          })
        }
      />
      <ProblemNote error={keeping.error} />
    </>
  );
}

interface FileProps {
  label: string;
  hint: string;
  accept: string;
  busy: boolean;
  onFile: (file: File) => void;
}

/** Chooses a file from the disk; the same one can be chosen again. */
export function FileField({ label, hint, accept, busy, onFile }: FileProps) {
  return (
    <div className={styles.pick}>
      <Upload
        accept={accept}
        showUploadList={false}
        disabled={busy}
        beforeUpload={(file) => {
          onFile(file);
          return false;
        }}
      >
        <Button icon={<UploadOutlined aria-hidden />} loading={busy}>
          {label}
        </Button>
      </Upload>
      <p className={styles.hint}>{hint}</p>
    </div>
  );
}
