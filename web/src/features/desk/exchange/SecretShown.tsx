import { Button, Modal } from 'antd';
import { tx } from '@/messages/exchange';
import styles from './Partners.module.css';
import type { Partner } from './partners';

/** Shows a secret that was just drawn, once. */
export function SecretShown({ partner, onClose }: { partner: Partner; onClose: () => void }) {
  return (
    <Modal
      open
      title={tx('secret.title')}
      closable={false}
      footer={
        <Button type="primary" onClick={onClose}>
          {tx('secret.done')}
        </Button>
      }
    >
      <p>{tx('secret.text')}</p>
      <p className={styles.secret}>{partner.secret}</p>
      {partner.old_until ? <p>{tx('secret.old')}</p> : null}
    </Modal>
  );
}
