import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { tb } from '@/messages/appealBeside';
import cards from './Appeals.module.css';
import styles from './Beside.module.css';
import type { Receipt } from './record';

/** What the clerk hands to the reporter: the number and the code, once. */
export function RecordedCard({ receipt, onAnother }: { receipt: Receipt; onAnother: () => void }) {
  return (
    <section className={cards.card} role="status">
      <h2>{tb(receipt.ground ? 'recorded.refused' : 'recorded.title')}</h2>
      <dl className={cards.facts}>
        <div>
          <dt>{tb('recorded.number')}</dt>
          <dd className="num">
            <strong>{receipt.number}</strong>
          </dd>
        </div>
        {receipt.secret ? (
          <div>
            <dt>{tb('recorded.secret')}</dt>
            <dd className={styles.secret}>{receipt.secret}</dd>
          </div>
        ) : null}
      </dl>
      {receipt.secret ? <p>{tb('recorded.once')}</p> : null}
      {receipt.ground ? (
        <p>
          {receipt.ground.rule} {receipt.ground.door}
        </p>
      ) : (
        <p>{tb('recorded.next')}</p>
      )}
      <div className={styles.send}>
        <Button type="primary" onClick={onAnother}>
          {tb('record.another')}
        </Button>
        {receipt.id ? (
          <Link to="/appeals/$id" params={{ id: receipt.id }}>
            {tb('record.open')}
          </Link>
        ) : null}
      </div>
    </section>
  );
}
