import { useQuery } from '@tanstack/react-query';
import { useBlocker } from '@tanstack/react-router';
import { App, Button, Checkbox, Modal, Select } from 'antd';
import { type ReactNode, type Ref, useRef, useState } from 'react';
import { Field } from '@/components/Field';
import { ProblemNote } from '@/components/Problem';
import { LEVELS, type PolicyPage, themesQuery } from '@/lib/policy';
import { fieldProblem, problemKind } from '@/lib/problem';
import { tl } from '@/messages/library';
import { tk } from '@/messages/libraryDesk';
import { type PolicyForm, useSavePolicy } from './api';
import styles from './Editor.module.css';
import { FilesPart, QuestionsPart, RelationsPart } from './Parts';
import { TextReader } from './TextReader';

interface Props {
  title: string;
  heading: Ref<HTMLHeadingElement>;
  /** The policy to change with the version that was seen; none to make one. */
  id?: string;
  version: string;
  start: PolicyForm;
  /** The colleagues it can be given to; none for a new one, which is the writer's. */
  keepers: readonly Keeper[];
  onSaved: (id: string) => void;
}

type Keeper = PolicyPage['keepers'][number];

type LineKey = 'title' | 'number' | 'source_url';
type DayKey = 'published_on' | 'effective_from' | 'effective_to' | 'repealed_on';

const DAYS: readonly DayKey[] = ['published_on', 'effective_from', 'effective_to', 'repealed_on'];

/** Everything a policy says, in one form. */
export function PolicyEditor({ title, heading, id, version, start, keepers, onSaved }: Props) {
  const { message } = App.useApp();
  const [form, setForm] = useState(start);
  const saved = useRef(false);
  const dirty = form !== start;
  const saving = useSavePolicy(id, version);
  const change = (patch: Partial<PolicyForm>) => setForm((before) => ({ ...before, ...patch }));
  const wrong = (key: string) => fieldProblem(saving.error, key);
  const save = () =>
    saving.mutate(form, {
      onSuccess: (policy) => {
        saved.current = true;
        void message.success(tk('form.saved'));
        onSaved(policy.id);
      },
    });
  const line = (key: LineKey, max: number) => (
    <Field label={tk(`form.${key}`)} error={wrong(key)}>
      {(control) => (
        <input
          {...control}
          maxLength={max}
          value={form[key] ?? ''}
          onChange={(event) => change({ [key]: event.target.value })}
        />
      )}
    </Field>
  );
  const long = (key: 'text' | 'interpretation', rows: number, hint?: string) => (
    <Field label={tk(`form.${key}`)} hint={hint} error={wrong(key)}>
      {(control) => (
        <textarea
          {...control}
          rows={rows}
          value={form[key] ?? ''}
          onChange={(event) => change({ [key]: event.target.value })}
        />
      )}
    </Field>
  );
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      <Part title={tk('part.text')}>
        <TextReader
          text={form.text}
          onRead={(found) =>
            setForm((before) => ({
              ...before,
              text: found.text,
              title: before.title || found.title,
              number: before.number || found.number,
              level: (id ? before.level : found.level || before.level) as PolicyForm['level'],
              issuers: before.issuers?.length ? before.issuers : found.issuers,
              published_on: before.published_on || found.published_on,
            }))
          }
          onText={(text) => change({ text })}
          onFile={(file) =>
            setForm((before) => ({
              ...before,
              attachments: [...(before.attachments ?? []), { id: file.id, name: file.name }],
            }))
          }
        />
        {long('text', 16, tk('form.text.hint'))}
      </Part>
      <Part title={tk('part.facts')}>
        {line('title', 300)}
        <div className={styles.pair}>
          {line('number', 60)}
          <Field label={tk('form.level')} error={wrong('level')}>
            {(control) => (
              <select
                {...control}
                value={form.level}
                onChange={(event) => change({ level: event.target.value as PolicyForm['level'] })}
              >
                {LEVELS.map((level) => (
                  <option key={level} value={level}>
                    {tl(`level.${level}`)}
                  </option>
                ))}
              </select>
            )}
          </Field>
        </div>
        <Field label={tk('form.issuers')} hint={tk('form.issuers.hint')} error={wrong('issuers')}>
          {(control) => (
            <input
              {...control}
              value={(form.issuers ?? []).join('、')}
              onChange={(event) =>
                change({ issuers: event.target.value ? event.target.value.split('、') : [] })
              }
            />
          )}
        </Field>
        <div className={styles.days}>
          {DAYS.map((key) => (
            <Field key={key} label={tk(`form.${key}`)} error={wrong(key)}>
              {(control) => (
                <input
                  {...control}
                  type="date"
                  value={form[key] ?? ''}
                  onChange={(event) => change({ [key]: event.target.value })}
                />
              )}
            </Field>
          ))}
        </div>
        <Themes chosen={form.themes ?? []} onChange={(themes) => change({ themes })} />
        {wrong('themes') ? <p role="alert">{wrong('themes')}</p> : null}
        {line('source_url', 500)}
        {keepers.length > 0 ? (
          <Field label={tk('form.owner')} hint={tk('form.owner.hint')} error={wrong('owner')}>
            {(control) => (
              <select
                {...control}
                value={keepers.some((one) => one.id === form.owner) ? form.owner : ''}
                onChange={(event) => change({ owner: event.target.value })}
              >
                {keepers.some((one) => one.id === form.owner) ? null : (
                  <option value="">{tk('form.owner.none')}</option>
                )}
                {keepers.map((one) => (
                  <option key={one.id} value={one.id}>
                    {one.name}
                  </option>
                ))}
              </select>
            )}
          </Field>
        ) : null}
      </Part>
      <Part title={tk('part.relations')}>
        <RelationsPart
          list={form.relations ?? []}
          onChange={(relations) => change({ relations })}
          {...(id ? { self: id } : {})}
        />
      </Part>
      <Part title={tk('part.files')}>
        <FilesPart
          list={form.attachments ?? []}
          onChange={(attachments) => change({ attachments })}
        />
        {wrong('attachments') ? <p role="alert">{wrong('attachments')}</p> : null}
      </Part>
      <Part title={tk('part.more')}>
        {long('interpretation', 5)}
        <QuestionsPart
          list={form.questions ?? []}
          onChange={(questions) => change({ questions })}
        />
      </Part>
      <Competition form={form} onChange={setForm} problem={wrong} />
      <ProblemNote error={saving.error} />
      <div className={styles.acts}>
        <Button type="primary" htmlType="submit" loading={saving.isPending}>
          {saving.isPending ? tk('form.saving') : tk('form.save')}
        </Button>
        {id && problemKind(saving.error) === 'stale' ? (
          <Button href={`/desk/policies/${encodeURIComponent(id)}`} target="_blank">
            {tk('form.newest')}
          </Button>
        ) : null}
      </div>
      <Guard dirty={() => dirty && !saved.current} />
    </form>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={styles.part} aria-label={title}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

interface ThemesProps {
  chosen: string[];
  onChange: (codes: string[]) => void;
}

function Themes({ chosen, onChange }: ThemesProps) {
  const { data } = useQuery(themesQuery);
  return (
    <div className={styles.labelled}>
      <span aria-hidden>{tk('form.themes')}</span>
      <Select
        mode="multiple"
        aria-label={tk('form.themes')}
        showSearch={{ optionFilterProp: 'label' }}
        value={chosen}
        options={(data ?? []).map(({ code, path }) => ({ value: code, label: path }))}
        onChange={onChange}
      />
    </div>
  );
}

interface CompetitionProps {
  form: PolicyForm;
  onChange: (change: (before: PolicyForm) => PolicyForm) => void;
  problem: (key: string) => string;
}

/** The record of the review for fair competition, where there was one. */
function Competition({ form, onChange, problem }: CompetitionProps) {
  const review = form.fair_competition_review;
  const set = (next: typeof review) =>
    onChange(({ fair_competition_review: _, ...rest }) =>
      next ? { ...rest, fair_competition_review: next } : rest,
    );
  return (
    <Part title={tk('part.competition')}>
      <Checkbox
        checked={review !== undefined}
        onChange={(event) =>
          set(event.target.checked ? { reviewed_on: '', reviewer: '', conclusion: '' } : undefined)
        }
      >
        {tk('competition.on')}
      </Checkbox>
      {review ? (
        <>
          <div className={styles.pair}>
            <Field label={tk('competition.reviewed_on')} error={problem('reviewed_on')}>
              {(control) => (
                <input
                  {...control}
                  type="date"
                  value={review.reviewed_on}
                  onChange={(event) => set({ ...review, reviewed_on: event.target.value })}
                />
              )}
            </Field>
            <Field label={tk('competition.reviewer')} error={problem('reviewer')}>
              {(control) => (
                <input
                  {...control}
                  maxLength={100}
                  value={review.reviewer}
                  onChange={(event) => set({ ...review, reviewer: event.target.value })}
                />
              )}
            </Field>
          </div>
          <Field label={tk('competition.conclusion')} error={problem('conclusion')}>
            {(control) => (
              <textarea
                {...control}
                rows={3}
                maxLength={4000}
                value={review.conclusion}
                onChange={(event) => set({ ...review, conclusion: event.target.value })}
              />
            )}
          </Field>
        </>
      ) : null}
    </Part>
  );
}

/** Asks before what was typed is lost. */
function Guard({ dirty }: { dirty: () => boolean }) {
  const blocker = useBlocker({
    shouldBlockFn: dirty,
    enableBeforeUnload: dirty,
    withResolver: true,
  });
  if (blocker.status !== 'blocked') return null;
  return (
    <Modal
      open
      title={tk('form.leave.title')}
      okText={tk('form.leave.ok')}
      cancelText={tk('form.leave.stay')}
      okButtonProps={{ danger: true }}
      onOk={blocker.proceed}
      onCancel={blocker.reset}
    >
      {tk('form.leave.text')}
    </Modal>
  );
}
