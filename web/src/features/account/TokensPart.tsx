import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button } from '@/components/Button';
import { Field } from '@/components/Field';
import { ProblemNote } from '@/components/Problem';
import { SkeletonBlock } from '@/components/Skeleton';
import { formatDay } from '@/lib/date';
import { ta } from '@/messages/account';
import styles from './Account.module.css';
import {
  grantableQuery,
  type NewToken,
  type OwnToken,
  ownTokensQuery,
  TOKENS_SHOWN,
  useCreateToken,
  useRevokeToken,
} from './api';
import { moment } from './moment';

/** Tokens with which other systems act in the caller's name. */
export function TokensPart() {
  const { data, error } = useQuery(ownTokensQuery);
  const [making, setMaking] = useState(false);
  const [secret, setSecret] = useState('');
  const revoke = useRevokeToken();
  if (!data) return error ? <ProblemNote error={error} /> : <SkeletonBlock height="12rem" />;
  const items = data.items ?? [];
  return (
    <section className={styles.part}>
      <p className={styles.text}>{ta('tokens.text')}</p>
      {secret ? (
        <div className={styles.part} role="status">
          <p className={styles.warn}>{ta('tokens.once')}</p>
          <p className={styles.secret} data-testid="token">
            {secret}
          </p>
          <div className={styles.acts}>
            <Button onClick={() => setSecret('')}>{ta('tokens.done')}</Button>
          </div>
        </div>
      ) : null}
      {making ? (
        <NewTokenForm
          onMade={(token) => {
            setSecret(token);
            setMaking(false);
          }}
          onCancel={() => setMaking(false)}
        />
      ) : (
        <div className={styles.acts}>
          <Button onClick={() => setMaking(true)}>{ta('tokens.new')}</Button>
        </div>
      )}
      <ProblemNote error={revoke.error} title={ta('tokens.failed')} />
      {items.length === 0 ? (
        <p className={styles.small}>{ta('tokens.none')}</p>
      ) : (
        <ul className={styles.list} aria-label={ta('tokens.list')}>
          {items.map((token) => (
            <Row
              key={token.id}
              token={token}
              busy={revoke.isPending}
              onRevoke={() => revoke.mutate(token.id)}
            />
          ))}
        </ul>
      )}
      {data.total > items.length ? (
        <p className={styles.small}>{ta('tokens.truncated', { n: TOKENS_SHOWN })}</p>
      ) : null}
    </section>
  );
}

function Row({ token, busy, onRevoke }: { token: OwnToken; busy: boolean; onRevoke: () => void }) {
  return (
    <li className={styles.item}>
      <div>
        <span className={styles.name}>
          {token.name}
          <span className={styles.mark}>{stateWords(token)}</span>
        </span>
        <span className={styles.small}>
          {(token.may ?? []).map((one) => one.label).join(ta('word.list'))}
        </span>
        <span className={styles.small}>
          {token.last_used_at
            ? ta('tokens.used', { time: moment(token.last_used_at), address: token.last_address })
            : ta('tokens.never')}
        </span>
      </div>
      {(token.can ?? []).includes('revoke') ? (
        <Button
          look="secondary"
          disabled={busy}
          aria-label={ta('tokens.revokeLabel', { name: token.name })}
          onClick={onRevoke}
        >
          {ta('tokens.revoke')}
        </Button>
      ) : null}
    </li>
  );
}

function stateWords(token: OwnToken): string {
  if (token.state === 'revoked') return ta('tokens.revoked');
  if (token.state === 'expired') return ta('tokens.over');
  return ta('tokens.until', { date: formatDay(token.expires_at) });
}

function NewTokenForm({
  onMade,
  onCancel,
}: {
  onMade: (token: string) => void;
  onCancel: () => void;
}) {
  const { data } = useQuery(grantableQuery);
  const create = useCreateToken();
  const [name, setName] = useState('');
  const [days, setDays] = useState('90');
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [wrong, setWrong] = useState<{ name?: string; days?: string; can?: string }>({});
  const may = data?.items ?? [];

  function submit(event: FormEvent) {
    event.preventDefault();
    const span = Number(days);
    const found = {
      ...(name.trim() ? {} : { name: ta('tokens.nameEmpty') }),
      ...(Number.isInteger(span) && span >= 1 && span <= 365 ? {} : { days: ta('tokens.daysBad') }),
      ...(chosen.length > 0 ? {} : { can: ta('tokens.canEmpty') }),
    };
    setWrong(found);
    if (Object.keys(found).length > 0) return;
    const grants = may
      .filter((one) => chosen.includes(one.permission))
      .map((one) => ({ permission: one.permission, reach: one.reach })) as NewToken['grants'];
    create.mutate(
      { name: name.trim(), days: span, grants },
      { onSuccess: (made) => onMade(made.token) },
    );
  }

  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <Field label={ta('tokens.name')} error={wrong.name}>
        {(control) => (
          <input
            {...control}
            name="token-name"
            maxLength={50}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <Field label={ta('tokens.days')} error={wrong.days}>
        {(control) => (
          <input
            {...control}
            name="days"
            inputMode="numeric"
            value={days}
            onChange={(event) => setDays(event.target.value)}
          />
        )}
      </Field>
      <fieldset className={styles.checks}>
        <legend>{ta('tokens.can')}</legend>
        {may.map((one) => (
          <label key={one.permission}>
            <input
              type="checkbox"
              checked={chosen.includes(one.permission)}
              onChange={(event) => {
                setWrong({});
                setChosen(
                  event.target.checked
                    ? [...chosen, one.permission]
                    : chosen.filter((permission) => permission !== one.permission),
                );
              }}
            />
            {one.label}
          </label>
        ))}
      </fieldset>
      {wrong.can ? (
        <p role="alert" className={styles.warn}>
          {wrong.can}
        </p>
      ) : null}
      <ProblemNote error={create.error} title={ta('tokens.failed')} />
      <div className={styles.acts}>
        <Button type="submit" disabled={create.isPending}>
          {ta('tokens.create')}
        </Button>
        <Button look="secondary" onClick={onCancel}>
          {ta('factor.cancel')}
        </Button>
      </div>
    </form>
  );
}
