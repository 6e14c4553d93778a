import { EditOutlined } from '@ant-design/icons';
import { App, Button } from 'antd';
import { ApiError, describeProblem } from '@/lib/problem';
import { te } from '@/messages/editor';
import { useStartVersion } from './api';

interface Props {
  id: string;
  can: readonly string[];
  onEdit: () => void;
}

/** The way into the editor: to the draft that is open, or to a new version. */
export function EditEntry({ id, can, onEdit }: Props) {
  const { message } = App.useApp();
  const starting = useStartVersion(id);
  if (can.includes('edit')) {
    return (
      <Button type="primary" icon={<EditOutlined aria-hidden />} onClick={onEdit}>
        {te('entry.edit')}
      </Button>
    );
  }
  if (!can.includes('start')) return null;
  return (
    <Button
      icon={<EditOutlined aria-hidden />}
      loading={starting.isPending}
      onClick={() =>
        starting.mutate(undefined, {
          onSuccess: onEdit,
          onError: (error) => {
            // Somebody has begun one meanwhile: go on with that.
            if (error instanceof ApiError && error.code === 'policy.draft_open') onEdit();
            else void message.error(describeProblem(error).text);
          },
        })
      }
    >
      {te('entry.newVersion')}
    </Button>
  );
}
