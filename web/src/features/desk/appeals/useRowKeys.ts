import { useEffect, useEffectEvent } from 'react';

interface Keys {
  /** The ids of the rows that are shown, in their order. */
  rows: readonly string[];
  onMark: ((id: string) => void) | undefined;
  onHelp: () => void;
}

const link = (id: string) => document.querySelector<HTMLAnchorElement>(`a[data-row="${id}"]`);

/** The row in which the focus is. */
const current = () =>
  document.activeElement?.closest('tr')?.querySelector<HTMLElement>('a[data-row]')?.dataset.row;

/**
 * The inbox by keyboard: j and k go from row to row, Enter opens the one in focus,
 * x marks it, ? tells the keys. The focus is the cursor: whoever listens hears it.
 */
export function useRowKeys({ rows, onMark, onHelp }: Keys): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const at = event.target as Element;
    if (at.closest('input:not([type="checkbox"]), textarea, select, [contenteditable="true"]'))
      return;
    if (document.querySelector('[role="dialog"]')?.checkVisibility()) return;
    const here = rows.indexOf(current() ?? '');
    const steps: Record<string, () => void> = {
      j: () => link(rows[Math.min(here + 1, rows.length - 1)] ?? '')?.focus(),
      k: () => link(rows[Math.max(here - 1, 0)] ?? '')?.focus(),
      x: () => here >= 0 && onMark?.(rows[here] ?? ''),
      '?': onHelp,
    };
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    step();
  });
  useEffect(() => {
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
}
