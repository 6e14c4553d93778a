import { tg } from '@/messages/guideDesk';
import { ExportMenu } from '../list/ExportMenu';
import type { MeasuresSearch } from './search';

const FORMATS = ['pdf', 'xlsx'] as const;

/** Takes exactly the measures that are listed away, typeset for print or as a table. */
export function ExportList({ search, total }: { search: MeasuresSearch; total: number }) {
  const { cursor: _, page: __, limit: ___, ...query } = search;
  return (
    <ExportMenu
      path="/measures/export"
      query={query}
      kind="policy.measures"
      total={total}
      label={tg('list.take')}
      formats={FORMATS.map((key) => ({ key, label: tg(`list.take.${key}`) }))}
    />
  );
}
