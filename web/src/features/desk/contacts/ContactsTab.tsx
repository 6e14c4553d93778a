import { PlusOutlined } from '@ant-design/icons';
import { App, Button } from 'antd';
import { useState } from 'react';
import { Empty } from '@/components/Empty';
import { formatDay } from '@/lib/date';
import { describeProblem } from '@/lib/problem';
import { td } from '@/messages/desk';
import { tp } from '@/messages/privacyDesk';
import { type Column, DataTable } from '../list/DataTable';
import { StateMark } from '../StateMark';
import { type Contact, useRemoveContact, useVerifyContact } from './api';
import { ContactDialog } from './ContactDialog';
import styles from './Contacts.module.css';
import { RevealDialog } from './RevealDialog';

const columns: Column<Contact>[] = [
  {
    key: 'name',
    title: td('contact.name'),
    required: true,
    width: '6rem',
    render: (row) => row.name,
  },
  { key: 'role', title: td('contact.role'), width: '8rem', render: (row) => row.role },
  { key: 'phone', title: td('contact.phone'), width: '9rem', render: (row) => row.phone },
  {
    key: 'state',
    title: tp('contact.state'),
    width: '9rem',
    render: (row) =>
      row.verified_at ? (
        <StateMark
          state="done"
          word={tp('contact.verifiedOn', { date: formatDay(row.verified_at) })}
        />
      ) : (
        <StateMark state="draft" word={tp('contact.unverified')} />
      ),
  },
];

interface Props {
  uscc: string;
  rows: readonly Contact[];
  /** What the server lets the caller do: edit_contact, reveal_contact. */
  can: readonly string[];
}

type Open = { kind: 'edit'; contact?: Contact } | { kind: 'reveal'; contact: Contact } | null;

/** The people whom an enterprise is reached by, masked, with what may be done about them. */
export function ContactsTab({ uscc, rows, can }: Props) {
  const { message, modal } = App.useApp();
  const [open, setOpen] = useState<Open>(null);
  const removing = useRemoveContact(uscc);
  const verifying = useVerifyContact(uscc);
  const edits = can.includes('edit_contact');
  const reveals = can.includes('reveal_contact');
  const failed = (error: Error) => void message.error(describeProblem(error).text, 6);

  const remove = (contact: Contact) =>
    modal.confirm({
      title: tp('contact.remove.title'),
      content: tp('contact.remove.text', { role: contact.role, name: contact.name }),
      okText: tp('contact.remove'),
      okButtonProps: { danger: true },
      cancelText: td('act.cancel'),
      onOk: () =>
        removing
          .mutateAsync(contact)
          .then(() => void message.success(tp('contact.removed')))
          .catch(failed),
    });

  const acts: Column<Contact> = {
    key: 'acts',
    title: tp('contact.acts'),
    width: '18rem',
    render: (row) => (
      <div className={styles.acts}>
        {reveals ? (
          <Button
            type="link"
            size="small"
            aria-label={tp('reveal.actOf', { name: row.name })}
            onClick={() => setOpen({ kind: 'reveal', contact: row })}
          >
            {tp('reveal.act')}
          </Button>
        ) : null}
        {edits ? (
          <>
            <Button
              type="link"
              size="small"
              aria-label={tp('contact.editOf', { name: row.name })}
              onClick={() => setOpen({ kind: 'edit', contact: row })}
            >
              {tp('contact.edit')}
            </Button>
            {row.verified_at ? null : (
              <Button
                type="link"
                size="small"
                aria-label={tp('contact.verifyOf', { name: row.name })}
                onClick={() => verifying.mutate(row, { onError: failed })}
              >
                {tp('contact.verify')}
              </Button>
            )}
            <Button
              type="link"
              size="small"
              danger
              aria-label={tp('contact.removeOf', { name: row.name })}
              onClick={() => remove(row)}
            >
              {tp('contact.remove')}
            </Button>
          </>
        ) : null}
      </div>
    ),
  };

  return (
    <div className={styles.stack}>
      <div className={styles.head}>
        <p className={styles.note}>{td('contact.lead')}</p>
        {edits ? (
          <Button icon={<PlusOutlined aria-hidden />} onClick={() => setOpen({ kind: 'edit' })}>
            {tp('contact.add')}
          </Button>
        ) : null}
      </div>
      <DataTable
        inline
        label={td('enterprise.contacts')}
        columns={edits || reveals ? [...columns, acts] : columns}
        rows={rows}
        rowKey={(row) => row.id}
        empty={<Empty title={td('contact.empty.title')} text={td('contact.empty.text')} />}
      />
      {open?.kind === 'edit' ? (
        <ContactDialog
          uscc={uscc}
          contact={open.contact}
          onClose={() => setOpen(null)}
          onSaved={() => {
            setOpen(null);
            void message.success(tp('contact.saved'));
          }}
        />
      ) : null}
      {open?.kind === 'reveal' ? (
        <RevealDialog
          who={{ uscc, id: open.contact.id, kind: 'contacts' }}
          onClose={() => setOpen(null)}
        />
      ) : null}
    </div>
  );
}
