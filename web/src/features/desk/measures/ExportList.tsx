import { DownloadOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { App, Button, Dropdown } from 'antd';
import { useState } from 'react';
import { download } from '@/api/download';
import { ApiError, describeProblem } from '@/lib/problem';
import { td } from '@/messages/desk';
import { tg } from '@/messages/guideDesk';
import { AskExport } from '../exports/AskExport';
import type { MeasuresSearch } from './search';

const FORMATS = ['pdf', 'xlsx'] as const;
type Format = (typeof FORMATS)[number];

/** Takes exactly the measures that are listed away, typeset for print or as a table. */
export function ExportList({ search, total }: { search: MeasuresSearch; total: number }) {
  const { message } = App.useApp();
  const [asking, setAsking] = useState<Format>();
  const { cursor: _, page: __, limit: ___, ...query } = search;
  const saving = useMutation({
    mutationFn: (format: Format) => download('/measures/export', { ...query, format }),
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
          items: FORMATS.map((format) => ({ key: format, label: tg(`list.take.${format}`) })),
          onClick: ({ key }) => saving.mutate(key as Format),
        }}
      >
        <Button icon={<DownloadOutlined aria-hidden />} loading={saving.isPending}>
          {tg('list.take')}
        </Button>
      </Dropdown>
      {asking ? (
        <AskExport
          kind="policy.measures"
          query={{ ...query, format: asking }}
          total={total}
          onClose={() => setAsking(undefined)}
        />
      ) : null}
    </>
  );
}
