import { DownloadOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { App, Button, Dropdown } from 'antd';
import { useState } from 'react';
import { download } from '@/api/download';
import { ApiError, describeProblem } from '@/lib/problem';
import { td } from '@/messages/desk';
import { tx } from '@/messages/exchange';
import type { AppealsSearch, Box } from '../appeals/search';
import { AskExport } from '../exports/AskExport';

const FORMATS = ['xlsx', 'csv'] as const;
type Format = (typeof FORMATS)[number];

interface Props {
  search: AppealsSearch;
  box: Box;
  total: number;
}

/** Takes exactly the cases that are listed away, with masked persons. */
export function ExportAppeals({ search, box, total }: Props) {
  const { message } = App.useApp();
  const [asking, setAsking] = useState<Format>();
  const { cursor: _, page: __, limit: ___, sort: ____, ...filters } = search;
  const query = { ...filters, box };
  const saving = useMutation({
    mutationFn: (format: Format) => download('/appeal-exports', { ...query, format }),
    onSuccess: () => message.success(td('list.exported')),
    onError: (error, format) => {
      if (error instanceof ApiError && error.code === 'disclosure.approval_needed')
        setAsking(format);
      else void message.error(describeProblem(error).text, 6);
    },
  });
  return (
    <>
      <Dropdown
        trigger={['click']}
        disabled={total === 0}
        menu={{
          items: FORMATS.map((format) => ({ key: format, label: tx(`export.${format}`) })),
          onClick: ({ key }) => saving.mutate(key as Format),
        }}
      >
        <Button icon={<DownloadOutlined aria-hidden />} loading={saving.isPending}>
          {tx('export.as')}
        </Button>
      </Dropdown>
      {asking ? (
        <AskExport
          kind="appeal.list"
          query={{ ...query, format: asking }}
          total={total}
          onClose={() => setAsking(undefined)}
        />
      ) : null}
    </>
  );
}
