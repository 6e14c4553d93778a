import { useQuery } from '@tanstack/react-query';
import { useRouter, useRouterState } from '@tanstack/react-router';
import { useState } from 'react';
import { Button } from '@/components/Button';
import { Empty } from '@/components/Empty';
import { InvitationView } from '@/features/mandate/InvitationView';
import styles from '@/features/mandate/Mandate.module.css';
import { type Session, sessionQuery, useLogout } from '@/features/session/api';
import { PhoneLogin } from '@/features/session/PhoneLogin';
import { systemQuery } from '@/features/system/api';
import { usePageTitle } from '@/lib/usePageTitle';
import { tn } from '@/messages/mandate';
import { t } from '@/messages/shared';

/**
 * An invitation to act for an enterprise. Its token stands behind `#`, which no
 * browser sends to any server; login therefore happens on this page.
 */
export function InvitationPage() {
  const token = useRouterState({ select: (state) => state.location.hash });
  const { data: found } = useQuery(sessionQuery);
  // A login clears every query, this one too: what it says is kept here.
  const [entered, setEntered] = useState<Session | null>();
  const session = entered === undefined ? found : entered;
  const { data: system } = useQuery(systemQuery);
  if (token === '') {
    return (
      <main id="main" className={styles.alone}>
        <Empty title={tn('offer.none.title')} text={tn('offer.none.text')} />
      </main>
    );
  }
  if (session?.kind !== 'enterprise') {
    return (
      <PhoneLogin
        place={system?.place ?? ''}
        title={tn('offer.login.title')}
        lead={tn('offer.login.lead')}
        invitation={token}
        onDone={setEntered}
      />
    );
  }
  return <Offer token={token} onLeave={() => setEntered(null)} />;
}

function Offer({ token, onLeave }: { token: string; onLeave: () => void }) {
  const heading = usePageTitle(tn('offer.title'), t('brand.full'));
  const router = useRouter();
  const logout = useLogout();
  return (
    <main id="main" className={styles.alone}>
      <InvitationView
        token={token}
        heading={heading}
        enter={(uscc) => void router.navigate({ to: '/$uscc', params: { uscc } })}
        leave={
          <Button
            look="secondary"
            disabled={logout.isPending}
            onClick={() => logout.mutate(undefined, { onSuccess: onLeave })}
          >
            {tn('offer.other')}
          </Button>
        }
      />
    </main>
  );
}
