import { Modal } from 'antd';
import { tq } from '@/messages/appealDesk';
import { td } from '@/messages/desk';
import styles from './Appeals.module.css';

const KEYS = ['j', 'k', 'enter', 'x', 'slash', 'help'] as const;

/** The keys of the inbox. */
export function KeysHelp({ onClose }: { onClose: () => void }) {
  return (
    <Modal
      open
      title={tq('keys.title')}
      okText={td('act.close')}
      cancelButtonProps={{ style: { display: 'none' } }}
      onOk={onClose}
      onCancel={onClose}
    >
      <dl className={styles.keys}>
        {KEYS.map((key) => (
          <div key={key}>
            <dt>
              <kbd>{tq(`key.${key}`)}</kbd>
            </dt>
            <dd>{tq(`key.${key}.does`)}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
