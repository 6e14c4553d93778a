import { tx } from '@/messages/exchange';
import type { AppealsSearch, Box } from '../appeals/search';
import { ExportMenu } from '../list/ExportMenu';

const FORMATS = ['xlsx', 'csv'] as const;

interface Props {
  search: AppealsSearch;
  box: Box;
  total: number;
}

/** Takes exactly the cases that are listed away, with masked persons. */
export function ExportAppeals({ search, box, total }: Props) {
  const { cursor: _, page: __, limit: ___, sort: ____, ...filters } = search;
  return (
    <ExportMenu
      path="/appeal-exports"
      query={{ ...filters, box }}
      kind="appeal.list"
      total={total}
      label={tx('export.as')}
      formats={FORMATS.map((key) => ({ key, label: tx(`export.${key}`) }))}
    />
  );
}
