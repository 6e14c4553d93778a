import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Empty } from '@/components/Empty';
import { Field } from '@/components/Field';
import { ProblemNote } from '@/components/Problem';
import { fieldProblem } from '@/lib/problem';
import { tp } from '@/messages/privacyDesk';
import styles from '../contacts/Contacts.module.css';
import { FormDialog } from '../FormDialog';
import { usePhoneSearch } from './api';

/** Whether this can be a whole number, however it is written. */
const isWhole = (phone: string) => /^\+?\d{7,15}$/.test(phone.replace(/[\s\-()（）]/g, ''));

/**
 * Finds enterprises by the whole number of a contact. The number stays out of the
 * address of the page: addresses are kept in histories and logs.
 */
export function PhoneSearch({ onClose }: { onClose: () => void }) {
  const [phone, setPhone] = useState('');
  const [wrong, setWrong] = useState(false);
  const search = usePhoneSearch();
  const found = search.data?.items ?? [];
  const refused = fieldProblem(search.error, 'phone');

  function submit() {
    setWrong(!isWhole(phone));
    search.reset();
    if (isWhole(phone)) search.mutate(phone);
  }

  return (
    <FormDialog
      title={tp('phone.title')}
      submit={tp('phone.submit')}
      cancel={tp('phone.close')}
      pending={search.isPending}
      below={
        <section aria-label={tp('phone.found')} aria-live="polite">
          {search.data && found.length === 0 ? (
            <Empty title={tp('phone.none.title')} text={tp('phone.none.text')} />
          ) : null}
          {found.length > 0 ? (
            <ul className={styles.found}>
              {found.map((one) => (
                <li key={one.uscc + one.contact}>
                  <Link
                    to="/enterprises/$uscc"
                    params={{ uscc: one.uscc }}
                    search={{ tab: 'contacts' }}
                    onClick={onClose}
                  >
                    {one.enterprise}
                  </Link>
                  <span className={styles.note}>
                    {tp('phone.match', { role: one.role, name: one.name })}
                  </span>
                </li>
              ))}
            </ul>
          ) : null}
        </section>
      }
      onClose={onClose}
      onSubmit={submit}
    >
      <p className={styles.note}>{tp('phone.lead')}</p>
      <Field
        label={tp('phone.field')}
        hint={tp('phone.hint')}
        error={wrong ? tp('phone.wrong') : refused || undefined}
      >
        {(control) => (
          <input
            {...control}
            inputMode="tel"
            autoComplete="off"
            maxLength={30}
            value={phone}
            onChange={(event) => setPhone(event.target.value)}
          />
        )}
      </Field>
      {refused ? null : <ProblemNote error={search.error} />}
    </FormDialog>
  );
}
