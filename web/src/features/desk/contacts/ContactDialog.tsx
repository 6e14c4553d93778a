import { useState } from 'react';
import { Field } from '@/components/Field';
import { ProblemNote } from '@/components/Problem';
import { fieldProblem } from '@/lib/problem';
import { td } from '@/messages/desk';
import { tp } from '@/messages/privacyDesk';
import { FormDialog } from '../FormDialog';
import { type Contact, useSaveContact } from './api';
import styles from './Contacts.module.css';

interface Props {
  uscc: string;
  /** The contact to change; none to add one. */
  contact: Contact | undefined;
  onClose: () => void;
  onSaved: () => void;
}

/** Adds or changes a contact. What is left as the mask that is shown stays as it is stored. */
export function ContactDialog({ uscc, contact, onClose, onSaved }: Props) {
  const [role, setRole] = useState(contact?.role ?? '');
  const [name, setName] = useState(contact?.name ?? '');
  const [phone, setPhone] = useState(contact?.phone ?? '');
  const saving = useSaveContact(uscc, contact);
  const known = ['role', 'name', 'phone'].some((field) => fieldProblem(saving.error, field));
  return (
    <FormDialog
      title={contact ? tp('contact.editOf', { name: contact.name }) : tp('contact.add')}
      submit={tp('contact.save')}
      pending={saving.isPending}
      onClose={onClose}
      onSubmit={() => saving.mutate({ role, name, phone }, { onSuccess: onSaved })}
    >
      {contact ? <p className={styles.note}>{tp('contact.masked.hint')}</p> : null}
      <Field
        label={td('contact.role')}
        hint={tp('contact.role.hint')}
        error={fieldProblem(saving.error, 'role')}
      >
        {(control) => (
          <input
            {...control}
            maxLength={20}
            value={role}
            onChange={(event) => setRole(event.target.value)}
          />
        )}
      </Field>
      <Field label={td('contact.name')} error={fieldProblem(saving.error, 'name')}>
        {(control) => (
          <input
            {...control}
            maxLength={50}
            autoComplete="off"
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <Field label={td('contact.phone')} error={fieldProblem(saving.error, 'phone')}>
        {(control) => (
          <input
            {...control}
            maxLength={30}
            inputMode="tel"
            autoComplete="off"
            value={phone}
            onChange={(event) => setPhone(event.target.value)}
          />
        )}
      </Field>
      {known ? null : <ProblemNote error={saving.error} />}
    </FormDialog>
  );
}
