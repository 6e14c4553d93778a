import { DownloadOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { download } from '@/api/download';
import { groupDigits } from '@/lib/money';
import { ApiError, describeProblem } from '@/lib/problem';
import { td } from '@/messages/desk';
import { AskExport } from '../exports/AskExport';

interface Props {
  path: string;
  query: Record<string, unknown>;
  /** Which list it is, and what else names it, for an export that must be approved first. */
  kind: 'enterprise.list' | 'policy.result';
  of?: Record<string, string>;
  /** Rows that will be in the file; nothing to export disables the button. */
  total: number | undefined;
}

/** Exports exactly what is filtered, and says how much that is. */
export function ExportButton({ path, query, kind, of, total }: Props) {
  const { message } = App.useApp();
  const [asking, setAsking] = useState(false);
  const saving = useMutation({
    mutationFn: () => download(path, query),
    onSuccess: () => message.success(td('list.exported')),
    onError: (error) => {
      if (error instanceof ApiError && error.code === 'disclosure.approval_needed') setAsking(true);
      else void message.error(describeProblem(error).text, 6);
    },
  });
  return (
    <>
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
      {asking ? (
        <AskExport
          kind={kind}
          query={{ ...query, ...of }}
          total={total ?? 0}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </>
  );
}
