import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { Field } from '@/components/Field';
import { ProblemNote } from '@/components/Problem';
import styles from '@/features/desk/admin/Admin.module.css';
import { useResetPassword } from '@/features/desk/admin/api';
import { fieldProblem } from '@/lib/problem';
import { usePageTitle } from '@/lib/usePageTitle';
import { ta } from '@/messages/admin';
import { td } from '@/messages/desk';

const EMPTY = { login: '', code: '', password: '', again: '' };

/** Where somebody who was handed a code chooses a new password. */
export function ResetPage() {
  const heading = usePageTitle(ta('reset.title'), td('desk.title'));
  const [form, setForm] = useState(EMPTY);
  const [wrong, setWrong] = useState<string>();
  const resetting = useResetPassword();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { again, ...input } = form;
    const missing = Object.values(form).some((value) => value.trim() === '');
    const problem = missing ? ta('reset.missing') : undefined;
    const said = problem ?? (again === form.password ? undefined : ta('reset.different'));
    setWrong(said);
    if (!said) resetting.mutate({ ...input, login: input.login.trim() });
  };
  if (resetting.isSuccess) {
    return (
      <main className={styles.public}>
        <h1>{ta('reset.title')}</h1>
        <p role="status">{ta('reset.done')}</p>
        <Link to="/login">{ta('reset.toLogin')}</Link>
      </main>
    );
  }
  const inputs = [
    ['login', ta('reset.login'), 'username', 'text', undefined],
    ['code', ta('reset.code'), 'one-time-code', 'text', undefined],
    ['password', ta('reset.password'), 'new-password', 'password', ta('reset.password.hint')],
    ['again', ta('reset.again'), 'new-password', 'password', undefined],
  ] as const;
  return (
    <main className={styles.public}>
      <h1 ref={heading} tabIndex={-1}>
        {ta('reset.title')}
      </h1>
      <p className={styles.lead}>{ta('reset.lead')}</p>
      <form className={styles.form} onSubmit={submit} noValidate>
        {inputs.map(([key, label, complete, type, hint]) => (
          <Field
            key={key}
            label={label}
            hint={hint}
            error={
              (key === 'again' ? wrong : undefined) ??
              (key === 'password' ? fieldProblem(resetting.error, 'password') : undefined)
            }
          >
            {(control) => (
              <input
                {...control}
                name={key}
                type={type}
                autoComplete={complete}
                autoCapitalize="none"
                spellCheck={false}
                value={form[key]}
                onChange={(event) => setForm({ ...form, [key]: event.target.value })}
              />
            )}
          </Field>
        ))}
        <ProblemNote error={resetting.error} />
        <Button type="primary" size="large" htmlType="submit" loading={resetting.isPending}>
          {ta('reset.submit')}
        </Button>
      </form>
      <Link to="/login">{ta('reset.toLogin')}</Link>
    </main>
  );
}
