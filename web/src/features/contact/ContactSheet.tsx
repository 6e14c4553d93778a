import { useState } from 'react';
import { Button } from '@/components/Button';
import { Field } from '@/components/Field';
import { ProblemNote } from '@/components/Problem';
import { Sheet } from '@/components/Sheet';
import { fieldProblem } from '@/lib/problem';
import { tv } from '@/messages/privacyPortal';
import { type OwnContact, useSaveOwnContact } from './api';
import styles from './ContactSheet.module.css';

interface Props {
  uscc: string;
  /** The contact to change; none to add one. */
  contact: OwnContact | undefined;
  onClose: () => void;
  onSaved: () => void;
}

/** Adds or changes a contact of the own firm. A mask left as it is keeps what is stored. */
export function ContactSheet({ uscc, contact, onClose, onSaved }: Props) {
  const [form, setForm] = useState({
    role: contact?.role ?? '',
    name: contact?.name ?? '',
    phone: contact?.phone ?? '',
  });
  const saving = useSaveOwnContact(uscc, contact);
  const refused = (field: string) => fieldProblem(saving.error, field) || undefined;
  const known = refused('role') || refused('name') || refused('phone');
  return (
    <Sheet
      title={contact ? tv('contacts.editOf', { name: contact.name }) : tv('contacts.add')}
      onClose={onClose}
    >
      <form
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          saving.mutate(form, { onSuccess: onSaved });
        }}
      >
        {contact ? <p className={styles.help}>{tv('contacts.masked')}</p> : null}
        <Field label={tv('contacts.role')} hint={tv('contacts.role.hint')} error={refused('role')}>
          {(control) => (
            <input
              {...control}
              maxLength={20}
              value={form.role}
              onChange={(event) => setForm({ ...form, role: event.target.value })}
            />
          )}
        </Field>
        <Field label={tv('contacts.name')} error={refused('name')}>
          {(control) => (
            <input
              {...control}
              maxLength={50}
              autoComplete="off"
              value={form.name}
              onChange={(event) => setForm({ ...form, name: event.target.value })}
            />
          )}
        </Field>
        <Field label={tv('contacts.phone')} error={refused('phone')}>
          {(control) => (
            <input
              {...control}
              maxLength={30}
              inputMode="tel"
              autoComplete="off"
              value={form.phone}
              onChange={(event) => setForm({ ...form, phone: event.target.value })}
            />
          )}
        </Field>
        {known ? null : <ProblemNote error={saving.error} />}
        <Button type="submit" wide disabled={saving.isPending}>
          {saving.isPending ? tv('contacts.saving') : tv('contacts.save')}
        </Button>
      </form>
    </Sheet>
  );
}
