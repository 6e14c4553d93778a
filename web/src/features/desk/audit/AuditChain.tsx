import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { ProblemNote } from '@/components/Problem';
import { groupDigits } from '@/lib/money';
import { td } from '@/messages/desk';
import { StateMark } from '../StateMark';
import { formatMoment } from '../time';
import styles from './Audit.module.css';
import { type AuditCheck, auditStateQuery, useVerifyAudit } from './api';

/** Whether the chain holds, and the button that has it verified. */
export function AuditChain() {
  const [since, setSince] = useState<string | undefined | null>(null);
  const verifying = useVerifyAudit();
  const waiting = since !== null;
  const { data } = useQuery(auditStateQuery(waiting));
  if (!data) return null;
  const last = data.checks?.[0];
  const checking = waiting && last?.at === since;
  const start = () => {
    setSince(last?.at);
    verifying.mutate(undefined, { onError: () => setSince(null) });
  };
  return (
    <section className={styles.chain} aria-label={td('audit.chain')} aria-live="polite">
      <p>
        {checking ? (
          <StateMark state="running" word={td('audit.verify.started')} />
        ) : (
          <StateMark
            state={last ? (last.whole ? 'done' : 'failed') : 'queued'}
            word={finding(last)}
          />
        )}
      </p>
      {data.can?.includes('verify') ? (
        <Button loading={checking} onClick={start}>
          {td('audit.verify')}
        </Button>
      ) : null}
      <ProblemNote error={verifying.error} />
    </section>
  );
}

function finding(check: AuditCheck | undefined): string {
  if (!check) return td('audit.chain.never');
  const at = formatMoment(check.at);
  if (check.whole) {
    return td('audit.chain.whole', {
      at,
      entries: groupDigits(String(check.entries)),
      anchors: check.anchors,
    });
  }
  if (check.broken_at === 0) return td('audit.chain.forged', { at, reason: check.reason });
  return td('audit.chain.broken', { at, seq: check.broken_at, reason: check.reason });
}
