import { DownloadOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { download } from '@/api/download';
import { groupDigits } from '@/lib/money';
import { describeProblem } from '@/lib/problem';
import { td } from '@/messages/desk';

interface Props {
  path: string;
  query: Record<string, unknown>;
  /** Rows that will be in the file; nothing to export disables the button. */
  total: number | undefined;
}

/** Exports exactly what is filtered, and says how much that is. */
export function ExportButton({ path, query, total }: Props) {
  const { message } = App.useApp();
  const saving = useMutation({
    mutationFn: () => download(path, query),
    onSuccess: () => message.success(td('list.exported')),
    onError: (error) => message.error(describeProblem(error).text, 6),
  });
  return (
    <Button
      icon={<DownloadOutlined aria-hidden />}
      loading={saving.isPending}
      disabled={!total}
      onClick={() => saving.mutate()}
    >
      {saving.isPending
        ? td('list.exporting')
        : total
          ? td('list.export', { count: groupDigits(String(total)) })
          : td('list.export.none')}
    </Button>
  );
}
