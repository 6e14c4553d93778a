import { useQuery } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { SkeletonCards } from '@/components/Skeleton';
import styles from '@/features/desk/admin/Admin.module.css';
import {
  memberQuery,
  permissionsQuery,
  proposalsAboutQuery,
  rolesQuery,
  type StaffPage,
  useProposeStaffRoles,
  useRequestReset,
  useTurn,
} from '@/features/desk/admin/api';
import { ProposalCard } from '@/features/desk/admin/ProposalCard';
import { ReasonModal } from '@/features/desk/admin/ReasonModal';
import { statusWord } from '@/features/desk/admin/words';
import { StateMark } from '@/features/desk/StateMark';
import { Trouble } from '@/features/desk/Trouble';
import { formatMoment } from '@/features/desk/time';
import { spaced } from '@/lib/text';
import { usePageTitle } from '@/lib/usePageTitle';
import { ta } from '@/messages/admin';
import { td } from '@/messages/desk';
import { memberRoute } from './routes/staff';

/** One account: who it is, what they may, and what was done with it. */
export function MemberPage() {
  const { id } = memberRoute.useParams();
  const { data, error, refetch } = useQuery(memberQuery(id));
  if (error) return <Trouble error={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonCards count={2} />;
  return <Member member={data.value} version={data.version} />;
}

type Act = 'suspend' | 'resume' | 'reset' | 'give_roles';

function Member({ member, version }: { member: StaffPage; version: string }) {
  const heading = usePageTitle(member.name, td('desk.title'));
  const [act, setAct] = useState<Act>();
  const permissions = useQuery(permissionsQuery);
  const about = useQuery(proposalsAboutQuery(member.id));
  const can = member.can ?? [];
  const close = () => setAct(undefined);
  const button = (name: Act, word: string) =>
    can.includes(name) ? <Button onClick={() => setAct(name)}>{word}</Button> : null;
  const proposals = about.data?.items ?? [];
  const turns = member.turns ?? [];
  return (
    <div className={styles.stack}>
      <header className={styles.card}>
        <div className={styles.top}>
          <h1 ref={heading} tabIndex={-1}>
            {member.name}
          </h1>
          <div className={styles.acts}>
            {button('give_roles', ta('staff.give'))}
            {button('reset', ta('staff.reset'))}
            {button('suspend', ta('staff.suspend'))}
            {button('resume', ta('staff.resume'))}
          </div>
        </div>
        <Facts member={member} />
      </header>
      <h2>{ta('staff.proposals')}</h2>
      {about.data && proposals.length === 0 ? (
        <p className={styles.note}>{ta('staff.proposals.none')}</p>
      ) : null}
      {proposals.map((one) => (
        <ProposalCard key={one.id} proposal={one} permissions={permissions.data?.items ?? []} />
      ))}
      <h2>{ta('staff.history')}</h2>
      {turns.length === 0 ? <p className={styles.note}>{ta('staff.history.none')}</p> : null}
      {turns.map((turn) => (
        <p key={turn.at} className={styles.card}>
          {[formatMoment(turn.at), turn.by, statusWord(turn.became)].join(' · ')}
          <span>{ta('proposal.reasonOf', { reason: turn.reason })}</span>
        </p>
      ))}
      {act === 'suspend' || act === 'resume' ? (
        <TurnModal member={member} version={version} act={act} onClose={close} />
      ) : null}
      {act === 'reset' ? <ResetModal member={member} onClose={close} /> : null}
      {act === 'give_roles' ? <RolesModal member={member} onClose={close} /> : null}
    </div>
  );
}

function Facts({ member }: { member: StaffPage }) {
  const roles = (member.roles ?? []).map((role) => role.name).join(ta('word.list'));
  const rows = [
    [ta('staff.login'), member.login],
    [ta('staff.department'), member.department.name || ta('staff.department.none')],
    [ta('staff.roles'), roles || ta('staff.roles.none')],
    [ta('staff.lastLogin'), formatMoment(member.last_login_at) || ta('staff.lastLogin.never')],
    [ta('staff.sessions'), spaced(ta('staff.sessionsOf', { count: member.sessions }))],
    [ta('staff.factor'), ta(member.second_factor ? 'staff.factor.yes' : 'staff.factor.no')],
    [ta('staff.created'), formatMoment(member.created_at)],
  ];
  return (
    <dl className={styles.facts}>
      <div>
        <dt>{ta('staff.status')}</dt>
        <dd>
          <StateMark
            state={member.status === 'active' ? 'done' : 'withdrawn'}
            word={statusWord(member.status)}
          />
        </dd>
      </div>
      {rows.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

interface ActProps {
  member: StaffPage;
  onClose: () => void;
}

function TurnModal({
  member,
  version,
  act,
  onClose,
}: ActProps & { version: string; act: 'suspend' | 'resume' }) {
  const { message } = App.useApp();
  const turning = useTurn(member.id, version, act);
  return (
    <ReasonModal
      title={ta(`staff.${act}`)}
      ok={ta(`staff.${act}`)}
      lead={ta(`staff.${act}.lead`, { name: member.name })}
      error={turning.error}
      busy={turning.isPending}
      onCancel={onClose}
      onOk={(reason) =>
        turning.mutate(reason, {
          onSuccess: () => {
            void message.success(ta('staff.turned'));
            onClose();
          },
        })
      }
    />
  );
}

function ResetModal({ member, onClose }: ActProps) {
  const { message } = App.useApp();
  const asking = useRequestReset(member.id);
  return (
    <ReasonModal
      title={ta('staff.reset')}
      ok={ta('staff.reset')}
      lead={ta('staff.reset.lead', { name: member.name })}
      error={asking.error}
      busy={asking.isPending}
      onCancel={onClose}
      onOk={(reason) =>
        asking.mutate(reason, {
          onSuccess: () => {
            void message.success(ta('staff.proposed'));
            onClose();
          },
        })
      }
    />
  );
}

function RolesModal({ member, onClose }: ActProps) {
  const { message } = App.useApp();
  const known = useQuery(rolesQuery);
  const held = (member.roles ?? []).map((role) => role.code);
  const [roles, setRoles] = useState(held);
  const proposing = useProposeStaffRoles(member.id);
  const toggle = (code: string, on: boolean) =>
    setRoles(on ? [...roles, code] : roles.filter((one) => one !== code));
  return (
    <ReasonModal
      title={ta('staff.give')}
      ok={ta('staff.give')}
      lead={ta('staff.give.lead', { name: member.name })}
      error={proposing.error}
      busy={proposing.isPending}
      onCancel={onClose}
      onOk={(reason) =>
        proposing.mutate(
          { held, roles, reason },
          {
            onSuccess: () => {
              void message.success(ta('staff.proposed'));
              onClose();
            },
          },
        )
      }
    >
      <div className={styles.choices}>
        {(known.data?.items ?? [])
          .filter((role) => !role.mandate)
          .map((role) => (
            <label key={role.code}>
              <input
                type="checkbox"
                checked={roles.includes(role.code)}
                onChange={(event) => toggle(role.code, event.target.checked)}
              />
              {role.name}
            </label>
          ))}
      </div>
    </ReasonModal>
  );
}
