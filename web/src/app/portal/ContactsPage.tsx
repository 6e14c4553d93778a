import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '@/components/Button';
import { Empty } from '@/components/Empty';
import { Icon } from '@/components/Icon';
import { ProblemNote, ProblemScreen } from '@/components/Problem';
import { Sheet } from '@/components/Sheet';
import { SkeletonBlock } from '@/components/Skeleton';
import { contactsQuery, type OwnContact, useRemoveOwnContact } from '@/features/contact/api';
import { ContactSheet } from '@/features/contact/ContactSheet';
import styles from '@/features/disclosure/Disclosures.module.css';
import { usePageTitle } from '@/lib/usePageTitle';
import { tv } from '@/messages/privacyPortal';
import { t } from '@/messages/shared';
import { contactsRoute } from './routes';

type Open = { kind: 'edit'; contact?: OwnContact } | { kind: 'remove'; contact: OwnContact } | null;

/** The people through whom the service centre reaches the firm. */
export function ContactsPage() {
  const { uscc } = contactsRoute.useParams();
  const heading = usePageTitle(tv('contacts.title'), t('brand.full'));
  const { data, error, isPending, refetch } = useQuery(contactsQuery(uscc));
  const [open, setOpen] = useState<Open>(null);
  const [said, setSaid] = useState('');
  const rows = data?.items ?? [];
  const done = (words: string) => {
    setSaid(words);
    setOpen(null);
  };
  return (
    <article className={styles.page}>
      <header>
        <h1 ref={heading} tabIndex={-1}>
          {tv('contacts.title')}
        </h1>
        <p className={styles.lead}>{tv('contacts.lead')}</p>
      </header>
      <p className="hidden" aria-live="polite">
        {said}
      </p>
      {isPending ? <SkeletonBlock height="6rem" /> : null}
      {error ? <ProblemScreen error={error} onRetry={() => void refetch()} /> : null}
      {data && rows.length === 0 ? (
        <Empty title={tv('contacts.empty.title')} text={tv('contacts.empty.text')} />
      ) : null}
      {rows.length > 0 ? (
        <ul className={styles.list} aria-label={tv('contacts.title')}>
          {rows.map((contact) => (
            <li key={contact.id} className={styles.item}>
              <p className={styles.saw}>
                {contact.name} {contact.phone}
              </p>
              <p className={styles.lead}>
                {contact.role}
                {contact.verified_at ? ` · ${tv('contacts.verified')}` : ''}
              </p>
              <p className={styles.acts}>
                <Button
                  look="quiet"
                  aria-label={tv('contacts.editOf', { name: contact.name })}
                  onClick={() => setOpen({ kind: 'edit', contact })}
                >
                  {tv('contacts.edit')}
                </Button>
                <Button
                  look="quiet"
                  aria-label={tv('contacts.removeOf', { name: contact.name })}
                  onClick={() => setOpen({ kind: 'remove', contact })}
                >
                  {tv('contacts.remove')}
                </Button>
              </p>
            </li>
          ))}
        </ul>
      ) : null}
      <Button look="secondary" wide onClick={() => setOpen({ kind: 'edit' })}>
        <Icon name="plus" />
        {tv('contacts.add')}
      </Button>
      {open?.kind === 'edit' ? (
        <ContactSheet
          uscc={uscc}
          contact={open.contact}
          onClose={() => setOpen(null)}
          onSaved={() => done(tv('contacts.saved'))}
        />
      ) : null}
      {open?.kind === 'remove' ? (
        <RemoveSheet
          uscc={uscc}
          contact={open.contact}
          onClose={() => setOpen(null)}
          onRemoved={() => done(tv('contacts.removed'))}
        />
      ) : null}
    </article>
  );
}

interface RemoveProps {
  uscc: string;
  contact: OwnContact;
  onClose: () => void;
  onRemoved: () => void;
}

function RemoveSheet({ uscc, contact, onClose, onRemoved }: RemoveProps) {
  const removing = useRemoveOwnContact(uscc);
  return (
    <Sheet title={tv('contacts.remove.title')} onClose={onClose}>
      <div className={styles.form}>
        <p>{tv('contacts.remove.text', { role: contact.role, name: contact.name })}</p>
        <ProblemNote error={removing.error} />
        <Button
          wide
          disabled={removing.isPending}
          onClick={() => removing.mutate(contact, { onSuccess: onRemoved })}
        >
          {tv('contacts.remove.submit')}
        </Button>
      </div>
    </Sheet>
  );
}
