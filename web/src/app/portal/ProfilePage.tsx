import { useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { FactPicker } from '@/features/fact/FactPicker';
import { FactSheet, type FactTarget } from '@/features/fact/FactSheet';
import { profileQuery } from '@/features/profile/api';
import { ProfileView } from '@/features/profile/ProfileView';
import { usePageTitle } from '@/lib/usePageTitle';
import { tm } from '@/messages/portal';
import { t } from '@/messages/shared';
import { profileRoute } from './routes';

type Open = { kind: 'pick' } | { kind: 'fact'; target: FactTarget; correcting: boolean } | null;

export function ProfilePage() {
  const { uscc } = profileRoute.useParams();
  const { data: profile } = useSuspenseQuery(profileQuery(uscc));
  const heading = usePageTitle(tm('profile.title'), t('brand.full'));
  const [open, setOpen] = useState<Open>(null);
  const [saved, setSaved] = useState(false);
  const close = () => setOpen(null);
  return (
    <>
      <ProfileView
        profile={profile}
        heading={heading}
        onAdd={() => setOpen({ kind: 'pick' })}
        onCorrect={(fact) => setOpen({ kind: 'fact', target: fact, correcting: true })}
      />
      <p className="hidden" aria-live="polite">
        {saved ? tm('fact.saved') : ''}
      </p>
      {open?.kind === 'pick' ? (
        <FactPicker
          onClose={close}
          onPick={(target) => setOpen({ kind: 'fact', target, correcting: false })}
        />
      ) : null}
      {open?.kind === 'fact' ? (
        <FactSheet
          uscc={uscc}
          target={open.target}
          correcting={open.correcting}
          onClose={close}
          onSaved={() => {
            setSaved(true);
            close();
          }}
        />
      ) : null}
    </>
  );
}
