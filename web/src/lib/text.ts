import { formatDate, formatPeriod } from './date';

/** Puts the customary space between Chinese characters and digits or letters. */
export function spaced(text: string): string {
  return text
    .replace(/([\u4e00-\u9fff])([0-9A-Za-z])/g, '$1 $2')
    .replace(/([0-9A-Za-z%])([\u4e00-\u9fff])/g, '$1 $2');
}

/** A fact's value as the server words it, days in the words of the screens. */
export function factDisplay(display: string): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(display) ? formatDate(display) : display;
}

/** A fact as it is talked about, with its year where it has one: `2025 年度研发费用`. */
export function factName(fact: { label: string; period?: string | null | undefined }): string {
  return formatPeriod(fact.period ?? undefined) + fact.label;
}
