import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button } from '@/components/Button';
import { Field } from '@/components/Field';
import { ProblemNote } from '@/components/Problem';
import { SkeletonBlock } from '@/components/Skeleton';
import { formatDay } from '@/lib/date';
import { fieldProblem } from '@/lib/problem';
import { ta } from '@/messages/account';
import { t } from '@/messages/shared';
import styles from './Account.module.css';
import {
  ownFactorQuery,
  type SecondFactor,
  useBeginFactor,
  useConfirmFactor,
  useRemoveFactor,
  useRenewRecovery,
} from './api';

const FEW = 3;

/** The second factor of the caller: begin, confirm, renew the recovery codes, stop. */
export function FactorPart({ onEnrolled }: { onEnrolled?: () => void }) {
  const queries = useQueryClient();
  const { data, error } = useQuery(ownFactorQuery);
  const [codes, setCodes] = useState<string[]>();
  if (codes) {
    return (
      <RecoveryCodes
        codes={codes}
        onKept={() => {
          setCodes(undefined);
          void queries.invalidateQueries({ queryKey: ownFactorQuery.queryKey });
          onEnrolled?.();
        }}
      />
    );
  }
  if (!data) return error ? <ProblemNote error={error} /> : <SkeletonBlock height="12rem" />;
  return data.enrolled ? (
    <Enrolled state={data} onCodes={setCodes} />
  ) : (
    <Enrol onCodes={setCodes} />
  );
}

function Enrol({ onCodes }: { onCodes: (codes: string[]) => void }) {
  const begin = useBeginFactor();
  const confirm = useConfirmFactor();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  if (!begin.data) {
    return (
      <form
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (password) begin.mutate(password);
        }}
      >
        <p className={styles.text}>{ta('factor.none')}</p>
        <Secret
          label={ta('factor.password')}
          value={password}
          onChange={setPassword}
          error={fieldProblem(begin.error, 'password')}
        />
        <ProblemNote error={begin.error} title={ta('factor.failed')} />
        <Button type="submit" disabled={begin.isPending}>
          {ta('factor.begin')}
        </Button>
      </form>
    );
  }
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (code.trim()) {
          confirm.mutate(code.trim(), { onSuccess: (made) => onCodes(made.codes ?? []) });
        }
      }}
    >
      <p>{ta('factor.scan')}</p>
      <img className={styles.picture} src={begin.data.picture} alt={ta('factor.picture')} />
      <p className={styles.text}>{ta('factor.key')}</p>
      <p className={styles.secret} data-testid="key">
        {begin.data.key}
      </p>
      <Field label={ta('factor.code')} error={fieldProblem(confirm.error, 'code') || undefined}>
        {(control) => (
          <input
            {...control}
            name="code"
            inputMode="numeric"
            autoComplete="one-time-code"
            value={code}
            onChange={(event) => setCode(event.target.value)}
          />
        )}
      </Field>
      <ProblemNote error={confirm.error} title={ta('factor.failed')} />
      <Button type="submit" disabled={confirm.isPending}>
        {confirm.isPending ? t('state.saving') : ta('factor.confirm')}
      </Button>
    </form>
  );
}

function RecoveryCodes({ codes, onKept }: { codes: string[]; onKept: () => void }) {
  return (
    <section className={styles.part}>
      <h2>{ta('factor.codes')}</h2>
      <p className={styles.warn}>{ta('factor.codes.text')}</p>
      <ul className={styles.codes} data-testid="recovery-codes">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className={styles.acts}>
        <Button onClick={onKept}>{ta('factor.codes.kept')}</Button>
      </div>
    </section>
  );
}

function Enrolled({ state, onCodes }: { state: SecondFactor; onCodes: (codes: string[]) => void }) {
  const [wish, setWish] = useState<'renew' | 'remove'>();
  const renew = useRenewRecovery();
  const remove = useRemoveFactor();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const act = wish === 'renew' ? renew : remove;

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!password || !code.trim()) return;
    const proof = { password, code: code.trim() };
    if (wish === 'renew') renew.mutate(proof, { onSuccess: (made) => onCodes(made.codes ?? []) });
    else remove.mutate(proof);
  }

  return (
    <section className={styles.part}>
      <p className={styles.done}>
        {ta('factor.since', { date: formatDay(state.since ?? ''), n: state.recovery_left })}
      </p>
      {state.recovery_left < FEW ? <p className={styles.warn}>{ta('factor.few')}</p> : null}
      {state.required ? <p className={styles.text}>{ta('factor.required')}</p> : null}
      {wish ? (
        <form className={styles.form} onSubmit={submit} noValidate>
          <p className={styles.warn}>
            {wish === 'renew' ? ta('factor.renew.text') : ta('factor.remove.text')}
          </p>
          <Secret
            label={ta('factor.password')}
            value={password}
            onChange={setPassword}
            error={fieldProblem(act.error, 'password')}
          />
          <Field label={ta('factor.proof')} error={fieldProblem(act.error, 'code') || undefined}>
            {(control) => (
              <input
                {...control}
                name="code"
                autoComplete="one-time-code"
                autoCapitalize="none"
                value={code}
                onChange={(event) => setCode(event.target.value)}
              />
            )}
          </Field>
          <ProblemNote error={act.error} title={ta('factor.failed')} />
          <div className={styles.acts}>
            <Button type="submit" disabled={act.isPending}>
              {wish === 'renew' ? ta('factor.renew') : ta('factor.remove')}
            </Button>
            <Button look="secondary" onClick={() => setWish(undefined)}>
              {ta('factor.cancel')}
            </Button>
          </div>
        </form>
      ) : (
        <div className={styles.acts}>
          <Button look="secondary" onClick={() => setWish('renew')}>
            {ta('factor.renew')}
          </Button>
          {state.required ? null : (
            <Button look="secondary" onClick={() => setWish('remove')}>
              {ta('factor.remove')}
            </Button>
          )}
        </div>
      )}
    </section>
  );
}

function Secret({
  label,
  value,
  onChange,
  error,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  error: string;
}) {
  return (
    <Field label={label} error={error || undefined}>
      {(control) => (
        <input
          {...control}
          name="password"
          type="password"
          autoComplete="current-password"
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
