import { DownloadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { groupDigits } from '@/lib/money';
import { td } from '@/messages/desk';
import { type List, useTaking } from '../exports/useTaking';

interface Props extends Omit<List, 'kind' | 'total'> {
  kind: 'enterprise.list' | 'policy.result';
  /** Rows that will be in the file; nothing to export disables the button. */
  total: number | undefined;
}

/** Exports exactly what is filtered, and says how much that is. */
export function ExportButton({ total, ...list }: Props) {
  const { take, pending, dialog } = useTaking({ ...list, total: total ?? 0 });
  return (
    <>
      <Button
        icon={<DownloadOutlined aria-hidden />}
        loading={pending}
        disabled={!total}
        onClick={() => take()}
      >
        {pending
          ? td('list.exporting')
          : total
            ? td('list.export', { count: groupDigits(String(total)) })
            : td('list.export.none')}
      </Button>
      {dialog}
    </>
  );
}
