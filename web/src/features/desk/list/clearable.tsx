import { CloseCircleFilled } from '@ant-design/icons';
import { td } from '@/messages/desk';

/** The sign in a select that takes its choice away, with a name in Chinese. */
export const clearable = {
  label: td('list.clearChoice'),
  clearIcon: <CloseCircleFilled aria-hidden />,
};
