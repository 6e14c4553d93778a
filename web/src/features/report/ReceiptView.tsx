import type { ReactNode } from 'react';
import { tr } from '@/messages/report';
import type { Receipt } from './api';
import styles from './Report.module.css';

/** What a reporter takes away: the number, and for a visitor the code, once. */
export function ReceiptView({ receipt, children }: { receipt: Receipt; children: ReactNode }) {
  return (
    <section className={styles.card} role="status">
      <h2>{tr(receipt.ground ? 'receipt.refused' : 'receipt.title')}</h2>
      <p>
        {tr('receipt.number')} <strong>{receipt.number}</strong>
      </p>
      {receipt.secret ? (
        <>
          <p>
            {tr('receipt.secret')} <strong className={styles.secret}>{receipt.secret}</strong>
          </p>
          <p>{tr('receipt.once')}</p>
        </>
      ) : null}
      {receipt.ground ? (
        <p>
          {receipt.ground.rule} {receipt.ground.door}
        </p>
      ) : (
        <p>{tr('receipt.next')}</p>
      )}
      <div className={styles.acts}>{children}</div>
    </section>
  );
}
