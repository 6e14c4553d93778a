import { App, Button } from 'antd';
import { type FormEvent, useRef, useState } from 'react';
import { type ControlProps, Field } from '@/components/Field';
import { ProblemNote } from '@/components/Problem';
import { ApiError } from '@/lib/problem';
import { tm } from '@/messages/noticeDesk';
import { formatMoment } from '../time';
import { type Channel, type Content, type Template, useSaveTemplate } from './api';
import styles from './Notices.module.css';
import { TemplatePreview, usePreview } from './TemplatePreview';
import { TemplateTest } from './TemplateTest';

/** What the server says about one part of the words. */
function refusal(error: unknown, part: string): string | undefined {
  if (!(error instanceof ApiError)) return undefined;
  return error.fields.find((field) => field.location === `body.${part}`)?.message;
}

type Write = HTMLInputElement | HTMLTextAreaElement;

/** The words of one message in one channel: to read, change, preview and try. */
export function TemplateEditor({ template }: { template: Template }) {
  const { message } = App.useApp();
  const was: Content = { ...template.content, fields: template.content.fields ?? [] };
  const [content, setContent] = useState(was);
  const saving = useSaveTemplate(template);
  const preview = usePreview(template, content);
  const last = useRef<Write | null>(null);
  const channel = template.channel as Channel;
  const error = preview.error ?? saving.error;
  const changed = JSON.stringify(content) !== JSON.stringify(was);

  const change = (patch: Partial<Content>) => setContent((before) => ({ ...before, ...patch }));
  const remember = (event: { currentTarget: Write }) => {
    last.current = event.currentTarget;
  };
  const save = (event: FormEvent) => {
    event.preventDefault();
    saving.mutate(content, { onSuccess: () => void message.success(tm('template.done')) });
  };
  const text = (part: 'title' | 'text' | 'html' | 'template', label: string, hint?: string) => (
    <Field label={label} hint={hint} error={refusal(error, part)}>
      {(control: ControlProps) =>
        part === 'title' || part === 'template' ? (
          <input
            {...control}
            maxLength={200}
            value={content[part]}
            onFocus={part === 'title' ? remember : undefined}
            onChange={(event) => change({ [part]: event.target.value })}
          />
        ) : (
          <textarea
            {...control}
            className={styles.words}
            rows={part === 'html' ? 4 : 5}
            maxLength={part === 'html' ? 40_000 : 4000}
            value={content[part]}
            onFocus={remember}
            onChange={(event) => change({ [part]: event.target.value })}
          />
        )
      }
    </Field>
  );

  return (
    <div className={styles.editor}>
      <form className={`${styles.card} ${styles.form}`} onSubmit={save} noValidate>
        <p className={styles.small}>
          {template.version > 0
            ? tm('template.saved', {
                version: template.version,
                name: template.saved_by,
                at: formatMoment(template.saved_at),
              })
            : tm('template.shipped')}
        </p>
        {channel === 'inapp' ? text('title', tm('template.title.inapp')) : null}
        {channel === 'mail' ? text('title', tm('template.title.mail')) : null}
        {channel === 'wechat' ? (
          <>
            {text('template', tm('template.wechat'), tm('template.wechat.hint'))}
            <Fields content={content} error={error} onChange={change} onFocus={remember} />
          </>
        ) : (
          text('text', tm('template.text'))
        )}
        {channel === 'mail' ? text('html', tm('template.html'), tm('template.html.hint')) : null}
        <Variables template={template} last={last} />
        {saving.error ? <ProblemNote error={saving.error} /> : null}
        <div className={styles.acts}>
          <Button
            type="primary"
            htmlType="submit"
            disabled={!changed || preview.error !== null}
            loading={saving.isPending}
          >
            {tm('template.save')}
          </Button>
          {changed ? (
            <Button
              onClick={() => {
                saving.reset();
                setContent(was);
              }}
            >
              {tm('template.revert')}
            </Button>
          ) : null}
        </div>
      </form>
      <div className={styles.side}>
        <TemplatePreview template={template} preview={preview} />
        <TemplateTest template={template} content={content} />
      </div>
    </div>
  );
}

interface VariablesProps {
  template: Template;
  last: { current: Write | null };
}

/** What a text may hold beside words; a press puts it where the cursor is. */
function Variables({ template, last }: VariablesProps) {
  const insert = (name: string) => {
    const into = last.current;
    if (!into?.isConnected) return;
    into.focus();
    into.setRangeText(
      `{{.${name}}}`,
      into.selectionStart ?? into.value.length,
      into.selectionEnd ?? into.value.length,
      'end',
    );
    // React hears of the change as of any typing.
    into.dispatchEvent(new Event('input', { bubbles: true }));
  };
  return (
    <div className={styles.form}>
      <div>
        <h2>{tm('template.variables')}</h2>
        <p className={styles.small}>{tm('template.variables.hint')}</p>
      </div>
      <ul className={styles.variables}>
        {(template.variables ?? []).map((one) => (
          <li key={one.name}>
            <Button
              size="small"
              aria-label={tm('template.insert', { label: one.label })}
              onClick={() => insert(one.name)}
            >
              {one.label}
            </Button>
            <div className={styles.small}>
              <code>{`{{.${one.name}}}`}</code>
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}

interface FieldsProps {
  content: Content;
  error: unknown;
  onChange: (patch: Partial<Content>) => void;
  onFocus: (event: { currentTarget: Write }) => void;
}

/** The fields of a template of an official account. */
function Fields({ content, error, onChange, onFocus }: FieldsProps) {
  const fields = content.fields ?? [];
  const put = (at: number, patch: Partial<(typeof fields)[number]>) =>
    onChange({ fields: fields.map((field, n) => (n === at ? { ...field, ...patch } : field)) });
  return (
    <>
      {fields.map((field, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a field is its place; its name is being typed
        <div key={at} className={styles.pair}>
          <Field
            label={tm('template.field.name', { n: at + 1 })}
            error={refusal(error, `fields[${at}].name`)}
          >
            {(control) => (
              <input
                {...control}
                maxLength={32}
                value={field.name}
                onChange={(event) => put(at, { name: event.target.value })}
              />
            )}
          </Field>
          <Field
            label={tm('template.field.value', { n: at + 1 })}
            error={refusal(error, `fields[${at}].value`)}
          >
            {(control) => (
              <input
                {...control}
                maxLength={400}
                value={field.value}
                onFocus={onFocus}
                onChange={(event) => put(at, { value: event.target.value })}
              />
            )}
          </Field>
          <Button
            aria-label={tm('template.field.removeOf', { n: at + 1 })}
            onClick={() => onChange({ fields: fields.filter((_, n) => n !== at) })}
          >
            {tm('template.field.remove')}
          </Button>
        </div>
      ))}
      {fields.length < 10 ? (
        <div>
          <Button onClick={() => onChange({ fields: [...fields, { name: '', value: '' }] })}>
            {tm('template.field.add')}
          </Button>
        </div>
      ) : null}
    </>
  );
}
