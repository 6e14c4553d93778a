import { App, Button } from 'antd';
import { useState } from 'react';
import { describeProblem } from '@/lib/problem';
import { spaced } from '@/lib/text';
import { ta } from '@/messages/admin';
import { StateMark } from '../StateMark';
import { formatMoment } from '../time';
import styles from './Admin.module.css';
import { type Permission, type Proposal, useConfirm, useRefuse, useWithdraw } from './api';
import { ReasonModal } from './ReasonModal';
import { proposalChanges, proposalLook, proposalTitle } from './words';

interface Props {
  proposal: Proposal;
  permissions: readonly Permission[];
}

/** What somebody wants, what it would change, and what this person may do about it. */
export function ProposalCard({ proposal, permissions }: Props) {
  const changes = proposalChanges(proposal, permissions);
  const when = formatMoment(proposal.proposed_at);
  return (
    <article className={styles.card} aria-label={proposalTitle(proposal)}>
      <div className={styles.top}>
        <h2>{proposalTitle(proposal)}</h2>
        <StateMark
          state={proposalLook[proposal.state] ?? 'queued'}
          word={ta(`proposal.state.${proposal.state}`)}
        />
      </div>
      <p className={styles.note}>
        {spaced(ta('proposal.by', { who: proposal.proposed_by.name, when }))}
        {ta('word.comma')}
        {spaced(ending(proposal))}
      </p>
      <ul className={styles.changes}>
        {changes.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <p>{ta('proposal.reasonOf', { reason: proposal.reason })}</p>
      {proposal.answer ? <p>{ta('proposal.answerOf', { answer: proposal.answer })}</p> : null}
      <Acts proposal={proposal} />
    </article>
  );
}

function ending(proposal: Proposal): string {
  if (proposal.state === 'open') {
    return ta('proposal.until', { when: formatMoment(proposal.expires_at) });
  }
  const when = formatMoment(proposal.decided_at ?? proposal.expires_at);
  const who = proposal.decided_by.name;
  return who ? ta('proposal.decided', { who, when }) : ta('proposal.ended', { when });
}

function Acts({ proposal }: { proposal: Proposal }) {
  const can = proposal.can ?? [];
  const { modal, message } = App.useApp();
  const [refusing, setRefusing] = useState(false);
  const confirming = useConfirm(proposal.id);
  const refusal = useRefuse(proposal.id);
  const withdrawal = useWithdraw(proposal.id);
  const failed = (error: unknown) => void message.error(describeProblem(error).text);
  const ask = (title: string, content: string, then: () => Promise<unknown>) =>
    void modal.confirm({
      title,
      content,
      okText: title,
      cancelText: ta('act.cancel'),
      onOk: () => then().catch(failed),
    });
  const confirm = async () => {
    const outcome = await confirming.mutateAsync(undefined);
    if (!outcome.reset_code) return void message.success(ta('proposal.confirmed'));
    // The only time anybody sees the code: it must outlive this card, which leaves
    // the list of what waits.
    void modal.info({
      icon: null,
      title: ta('code.title'),
      okText: ta('code.taken'),
      keyboard: false,
      content: (
        <div className={styles.form}>
          <p>{spaced(ta('code.lead', { name: proposal.object_name }))}</p>
          <output aria-label={ta('code.label')} className={styles.secret}>
            {outcome.reset_code}
          </output>
        </div>
      ),
    });
  };
  const withdraw = async () => {
    await withdrawal.mutateAsync(undefined);
    void message.success(ta('proposal.withdrawn'));
  };
  const reset = proposal.kind === 'password_reset';
  return (
    <>
      {can.length > 0 ? (
        <div className={styles.acts}>
          {can.includes('confirm') ? (
            <Button
              type="primary"
              onClick={() =>
                ask(
                  ta('proposal.confirm'),
                  ta(reset ? 'proposal.confirm.reset' : 'proposal.confirm.ask'),
                  confirm,
                )
              }
            >
              {ta('proposal.confirm')}
            </Button>
          ) : null}
          {can.includes('refuse') ? (
            <Button onClick={() => setRefusing(true)}>{ta('proposal.refuse')}</Button>
          ) : null}
          {can.includes('withdraw') ? (
            <Button
              onClick={() => ask(ta('proposal.withdraw'), ta('proposal.withdraw.ask'), withdraw)}
            >
              {ta('proposal.withdraw')}
            </Button>
          ) : null}
        </div>
      ) : null}
      {can.includes('withdraw') ? <p className={styles.note}>{ta('proposal.own')}</p> : null}
      {refusing ? (
        <ReasonModal
          title={ta('proposal.refuse')}
          ok={ta('proposal.refuse')}
          lead={proposalTitle(proposal)}
          error={refusal.error}
          busy={refusal.isPending}
          onCancel={() => setRefusing(false)}
          onOk={(reason) =>
            refusal.mutate(reason, {
              onSuccess: () => {
                setRefusing(false);
                void message.success(ta('proposal.refused'));
              },
            })
          }
        />
      ) : null}
    </>
  );
}
