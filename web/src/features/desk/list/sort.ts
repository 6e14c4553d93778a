/** How a column may be sorted: the words of the server for either direction. */
export interface Sortable {
  ascending?: string;
  descending?: string;
  /** The direction that a first press asks for; numbers and dates start with the largest. */
  largestFirst?: boolean;
}

export type Direction = 'ascending' | 'descending' | 'none';

export function sortDirection(column: Sortable, sort: string | undefined): Direction {
  if (sort !== undefined && sort === column.ascending) return 'ascending';
  if (sort !== undefined && sort === column.descending) return 'descending';
  return 'none';
}

/** The order after a press on the header: one way, the other way, as it was. */
export function nextSort(column: Sortable, sort: string | undefined): string | undefined {
  const ways = [column.ascending, column.descending];
  if (column.largestFirst) ways.reverse();
  const offered = ways.filter((way) => way !== undefined);
  const at = sort === undefined ? -1 : offered.indexOf(sort);
  return offered[at + 1];
}
