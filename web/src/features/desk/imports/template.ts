import type { ColumnHelp } from '@/messages/zh-CN/deskColumns';

const quoted = (cell: string) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/**
 * A CSV with the headers and one example row. It begins with a byte order mark,
 * without which spreadsheets take the Chinese for another encoding.
 */
export function templateText(columns: readonly ColumnHelp[]): string {
  const line = (cells: string[]) => `${cells.map(quoted).join(',')}\r\n`;
  return `\uFEFF${line(columns.map((column) => column.name))}${line(columns.map((column) => column.example))}`;
}
