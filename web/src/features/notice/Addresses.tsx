import { useState } from 'react';
import { Button } from '@/components/Button';
import { Field } from '@/components/Field';
import { ProblemNote } from '@/components/Problem';
import { tn } from '@/messages/notice';
import {
  type ChannelKind,
  type Settings,
  useAskAddress,
  useConfirmAddress,
  useRemoveAddress,
} from './api';
import styles from './Notice.module.css';

type Reach = NonNullable<Settings['channels']>[number];

const withAddress = (channel: string): channel is ChannelKind =>
  channel === 'sms' || channel === 'mail' || channel === 'wecom' || channel === 'wechat';

/** Where one is reached, and how to change that. */
export function Addresses({ reaches }: { reaches: readonly Reach[] }) {
  const shown = reaches.filter((reach) => withAddress(reach.channel));
  if (shown.length === 0) return null;
  return (
    <section className={styles.card}>
      <h2>{tn('address.title')}</h2>
      {shown.map((reach) => (
        <Address key={reach.channel} reach={reach} channel={reach.channel as ChannelKind} />
      ))}
    </section>
  );
}

function Address({ reach, channel }: { reach: Reach; channel: ChannelKind }) {
  const [open, setOpen] = useState(false);
  const remove = useRemoveAddress();
  return (
    <div className={styles.address}>
      <div className={styles.line}>
        <div>
          <strong>{reach.label}</strong>
          <div className={styles.hint}>
            {reach.address || tn('address.none')}
            {reach.address && !reach.own ? ` · ${tn('address.login')}` : ''}
            {reach.waiting ? ` · ${tn('address.waiting', { address: reach.waiting })}` : ''}
          </div>
        </div>
        <div className={styles.acts}>
          {reach.own ? (
            <Button
              look="quiet"
              disabled={remove.isPending}
              aria-label={`${tn('address.remove')}${reach.label}`}
              onClick={() => remove.mutate(channel)}
            >
              {tn('address.remove')}
            </Button>
          ) : null}
          <Button
            look="secondary"
            aria-expanded={open}
            aria-label={`${reach.address ? tn('address.change') : tn('address.set')}${reach.label}`}
            onClick={() => setOpen(!open)}
          >
            {open ? tn('address.cancel') : reach.address ? tn('address.change') : tn('address.set')}
          </Button>
        </div>
      </div>
      <ProblemNote error={remove.error} />
      {open ? <Verify channel={channel} onDone={() => setOpen(false)} /> : null}
    </div>
  );
}

function Verify({ channel, onDone }: { channel: ChannelKind; onDone: () => void }) {
  const [address, setAddress] = useState('');
  const [code, setCode] = useState('');
  const ask = useAskAddress();
  const confirm = useConfirmAddress();
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (ask.isSuccess) confirm.mutate({ channel, code }, { onSuccess: onDone });
        else ask.mutate({ channel, address });
      }}
    >
      <Field label={tn(`address.${channel}`)}>
        {(control) => (
          <input
            {...control}
            required
            maxLength={254}
            autoComplete="off"
            value={address}
            readOnly={ask.isSuccess}
            onChange={(event) => setAddress(event.target.value)}
          />
        )}
      </Field>
      {ask.isSuccess ? (
        <>
          <p role="status" className={styles.hint}>
            {tn('address.sent', { address })}
          </p>
          <Field label={tn('address.code')}>
            {(control) => (
              <input
                {...control}
                required
                inputMode="numeric"
                autoComplete="one-time-code"
                maxLength={6}
                value={code}
                onChange={(event) => setCode(event.target.value)}
              />
            )}
          </Field>
        </>
      ) : null}
      <ProblemNote error={confirm.error ?? ask.error} />
      <Button type="submit" disabled={ask.isPending || confirm.isPending}>
        {ask.isSuccess ? tn('address.confirm') : tn('address.send')}
      </Button>
    </form>
  );
}
