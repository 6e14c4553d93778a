import { useQuery } from '@tanstack/react-query';
import { Checkbox, Modal } from 'antd';
import { useId, useState } from 'react';
import { Field } from '@/components/Field';
import { ProblemNote } from '@/components/Problem';
import { fieldProblem } from '@/lib/problem';
import { td } from '@/messages/desk';
import { tp } from '@/messages/privacyDesk';
import { type Hidden, quotaQuery, type ReasonKind, useReveal } from './api';
import styles from './Contacts.module.css';

const KINDS: readonly ReasonKind[] = ['handling', 'verify', 'callback', 'request', 'emergency'];
const SHORTEST = 5;

interface Props {
  who: Hidden;
  onClose: () => void;
}

/** Asks why somebody is to be seen in full, shows it once and forgets it. */
export function RevealDialog({ who, onClose }: Props) {
  const [fields, setFields] = useState<('name' | 'phone')[]>(['phone']);
  const [kind, setKind] = useState<ReasonKind | ''>('');
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const quota = useQuery(quotaQuery);
  const revealing = useReveal(who);
  const form = useId();
  const short = [...reason.trim()].length < SHORTEST;
  const shown = revealing.data;
  const left = shown?.left ?? quota.data?.left;

  function submit() {
    setTried(true);
    if (kind === '' || short || fields.length === 0) return;
    revealing.mutate({ fields, reason_kind: kind, reason: reason.trim() });
  }

  return (
    <Modal
      open
      title={tp('reveal.title')}
      okText={shown ? tp('reveal.close') : tp('reveal.submit')}
      okButtonProps={shown ? {} : { htmlType: 'submit', form, disabled: left === 0 }}
      {...(shown ? { onOk: onClose, cancelButtonProps: { style: { display: 'none' } } } : {})}
      cancelText={td('act.cancel')}
      confirmLoading={revealing.isPending}
      onCancel={onClose}
    >
      {shown ? (
        <div className={styles.form} aria-live="polite">
          <dl className={styles.shown}>
            {shown.name ? (
              <>
                <dt>{tp('reveal.name')}</dt>
                <dd>{shown.name}</dd>
              </>
            ) : null}
            {shown.phone ? (
              <>
                <dt>{tp('reveal.phone')}</dt>
                <dd>{shown.phone}</dd>
              </>
            ) : null}
          </dl>
          <p className={styles.note}>
            {tp('reveal.done')}
            {tp('reveal.left', { count: shown.left })}
          </p>
        </div>
      ) : (
        <form
          id={form}
          className={styles.form}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            submit();
          }}
        >
          <p className={styles.note}>
            {tp(who.kind === 'appeals' ? 'reveal.lead.appeal' : 'reveal.lead')}
          </p>
          {who.kind === 'appeals' ? null : (
            <fieldset className={styles.choices}>
              <legend>{tp('reveal.fields')}</legend>
              {(['phone', 'name'] as const).map((field) => (
                <Checkbox
                  key={field}
                  checked={fields.includes(field)}
                  onChange={(event) =>
                    setFields((now) =>
                      event.target.checked ? [...now, field] : now.filter((one) => one !== field),
                    )
                  }
                >
                  {tp(`reveal.${field}`)}
                </Checkbox>
              ))}
              {tried && fields.length === 0 ? (
                <span className={styles.wrong}>{tp('reveal.fields.missing')}</span>
              ) : null}
            </fieldset>
          )}
          <Field
            label={tp('reveal.kind')}
            error={tried && kind === '' ? tp('reveal.kind.missing') : undefined}
          >
            {(control) => (
              <select
                {...control}
                value={kind}
                onChange={(event) => setKind(event.target.value as ReasonKind | '')}
              >
                <option value="">{tp('reveal.kind.choose')}</option>
                {KINDS.map((one) => (
                  <option key={one} value={one}>
                    {tp(`reveal.kind.${one}`)}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <Field
            label={tp('reveal.reason')}
            hint={tp('reveal.reason.hint')}
            error={
              tried && short
                ? tp('reveal.reason.hint')
                : fieldProblem(revealing.error, 'reason') || undefined
            }
          >
            {(control) => (
              <input
                {...control}
                maxLength={200}
                value={reason}
                onChange={(event) => setReason(event.target.value)}
              />
            )}
          </Field>
          <p className={styles.note}>
            {left === undefined
              ? ''
              : left > 0
                ? tp('reveal.left', { count: left })
                : tp('reveal.none')}
          </p>
          <ProblemNote error={revealing.error} />
        </form>
      )}
    </Modal>
  );
}
