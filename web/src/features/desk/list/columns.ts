/** A column as its settings know it. */
export interface Choosable {
  key: string;
  /** Always shown: the row could not be told without it. */
  required?: boolean;
  /** Not shown until asked for. */
  spare?: boolean;
}

/** The keys of the columns that a person has chosen; null for the usual ones. */
export type Chosen = readonly string[] | null;

/** The columns to show, in the order of the table whatever order they were chosen in. */
export function shownColumns<C extends Choosable>(columns: readonly C[], chosen: Chosen): C[] {
  return columns.filter(
    (column) => column.required || (chosen ? chosen.includes(column.key) : !column.spare),
  );
}

/** The choice after one column was switched; null when that is the usual choice again. */
export function toggled(columns: readonly Choosable[], chosen: Chosen, key: string): Chosen {
  const shown = new Set(shownColumns(columns, chosen).map((column) => column.key));
  if (shown.has(key)) shown.delete(key);
  else shown.add(key);
  const next = columns.filter((column) => column.required || shown.has(column.key));
  const usual = shownColumns(columns, null);
  const same = next.length === usual.length && next.every((column, at) => column === usual[at]);
  return same ? null : next.map((column) => column.key);
}

/**
 * Reads a kept choice. Columns that are no longer there are dropped; a choice of
 * none that are there is the usual one.
 */
export function readChoice(columns: readonly Choosable[], kept: string | null): Chosen {
  try {
    const keys: unknown = JSON.parse(kept ?? 'null');
    if (!Array.isArray(keys)) return null;
    const known = keys.filter((key) => columns.some((column) => column.key === key));
    return known.length > 0 ? known : null;
  } catch {
    return null;
  }
}

const PREFIX = 'yikou.columns.';

/** The choice for a table, remembered on this device where the browser allows it. */
export function loadChoice(table: string, columns: readonly Choosable[]): Chosen {
  try {
    return readChoice(columns, globalThis.localStorage?.getItem(PREFIX + table) ?? null);
  } catch {
    return null;
  }
}

export function keepChoice(table: string, chosen: Chosen): void {
  try {
    if (chosen) globalThis.localStorage?.setItem(PREFIX + table, JSON.stringify(chosen));
    else globalThis.localStorage?.removeItem(PREFIX + table);
  } catch {
    // Private windows may forbid storage; the choice then lasts for this page.
  }
}
