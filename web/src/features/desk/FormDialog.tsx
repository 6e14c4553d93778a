import { Modal } from 'antd';
import { type ReactNode, useId } from 'react';
import { td } from '@/messages/desk';
import styles from './FormDialog.module.css';

interface Props {
  title: string;
  /** The word on the button that sends the form. */
  submit: string;
  cancel?: string;
  pending: boolean;
  danger?: boolean;
  /** What stands below the form, such as what was found. */
  below?: ReactNode;
  onSubmit: () => void;
  onClose: () => void;
  children: ReactNode;
}

/** A form in a dialog: Enter sends it as the button does. */
export function FormDialog({
  title,
  submit,
  cancel,
  pending,
  danger = false,
  below,
  onSubmit,
  onClose,
  children,
}: Props) {
  const form = useId();
  return (
    <Modal
      open
      title={title}
      okText={submit}
      okButtonProps={{ htmlType: 'submit', form, danger }}
      cancelText={cancel ?? td('act.cancel')}
      confirmLoading={pending}
      onCancel={onClose}
    >
      <form
        id={form}
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit();
        }}
      >
        {children}
      </form>
      {below}
    </Modal>
  );
}
