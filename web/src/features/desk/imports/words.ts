import { groupDigits } from '@/lib/money';
import { td } from '@/messages/desk';
import type { Import, ImportKind } from './api';

export function kindWord(kind: ImportKind): string {
  return kind === 'facts' ? td('import.facts') : td('import.enterprises');
}

export function stateWord(state: Import['state']): string {
  switch (state) {
    case 'queued':
      return td('task.queued');
    case 'running':
      return td('import.running');
    case 'done':
      return td('import.done');
    case 'refused':
      return td('import.refused');
    case 'failed':
      return td('import.failed');
  }
}

type Counts = Pick<
  Import,
  'rows' | 'accepted' | 'created' | 'updated' | 'unchanged' | 'warned' | 'refused'
>;

const digits = (n: number) => groupDigits(String(n));

/**
 * What became of a file, in sentences; the counts that are nothing are not
 * mentioned. `共 1,000 行，导入 997 行：新增 900，更新 50，没有变化 47。有 12 行带提醒。3 行没有导入。`
 */
export function outcomeSentences(counts: Counts): string[] {
  const { rows, accepted, warned, refused } = counts;
  if (rows === 0) return [td('import.said.empty')];
  const parts = [
    counts.created > 0 ? td('import.said.created', { n: digits(counts.created) }) : '',
    counts.updated > 0 ? td('import.said.updated', { n: digits(counts.updated) }) : '',
    counts.unchanged > 0 ? td('import.said.unchanged', { n: digits(counts.unchanged) }) : '',
  ].filter(Boolean);
  const sentences = [
    parts.length > 0
      ? td('import.said.accepted', {
          rows: digits(rows),
          accepted: digits(accepted),
          parts: parts.join(td('word.comma')),
        })
      : td('import.said.none', { rows: digits(rows) }),
  ];
  if (warned > 0) sentences.push(td('import.said.warned', { n: digits(warned) }));
  if (refused > 0) sentences.push(td('import.said.refused', { n: digits(refused) }));
  if (warned === 0 && refused === 0 && accepted === rows) sentences.push(td('import.said.clean'));
  return sentences;
}

/** One line for lists: what matters of an import's outcome. */
export function outcomeLine(one: Import): string {
  if (one.state === 'refused' || one.state === 'failed') return one.message;
  if (one.state !== 'done') return '';
  const parts = [td('import.line.accepted', { n: digits(one.accepted) })];
  if (one.refused > 0) parts.push(td('import.line.refused', { n: digits(one.refused) }));
  if (one.warned > 0) parts.push(td('import.line.warned', { n: digits(one.warned) }));
  return parts.join(td('word.comma'));
}

/** A size of a file in words. */
export function sizeWords(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${(bytes / 1024).toFixed(0)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
