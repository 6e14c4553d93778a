import { t } from '@/messages/shared';

const DATE = /^(\d{4})-(\d{2})-(\d{2})/;
const DAY_MS = 86_400_000;

/** Today in China as `YYYY-MM-DD`, wherever the device is. */
export function chinaToday(now: Date): string {
  return new Intl.DateTimeFormat('en-CA', {
    timeZone: 'Asia/Shanghai',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(now);
}

/** `2026-03-05` (or a time that begins so) → `2026年3月5日`; other text is shown as it is. */
export function formatDate(date: string): string {
  const match = DATE.exec(date);
  if (!match) return date;
  return t('date.long', { y: Number(match[1]), m: Number(match[2]), d: Number(match[3]) });
}

/** A time in RFC 3339 as its day in China. */
export function formatDay(time: string): string {
  const instant = new Date(time);
  return Number.isNaN(instant.getTime()) ? formatDate(time) : formatDate(chinaToday(instant));
}

/** `2026-03` → `2026年3月`; anything else is shown as it is. */
export function formatMonth(month: string): string {
  const match = /^(\d{4})-(\d{2})$/.exec(month);
  return match ? t('date.month', { y: Number(match[1]), m: Number(match[2]) }) : month;
}

/** `2025` → `2025 年度`; anything else is shown as it is, nothing for no period. */
export function formatPeriod(period: string | undefined): string {
  if (!period) return '';
  return /^\d{4}$/.test(period) ? t('period.year', { year: period }) : period;
}

/** A span of days with either end open. */
export function formatSpan(from: string | undefined, to: string | undefined): string {
  if (from && to) return t('date.fromTo', { from: formatDate(from), to: formatDate(to) });
  if (from) return t('date.from', { from: formatDate(from) });
  if (to) return t('date.to', { to: formatDate(to) });
  return t('date.openEnd');
}

export type WindowState = 'open' | 'closing' | 'notYet' | 'over';

/** A window of application in words, as seen on a day. */
export interface WindowText {
  state: WindowState;
  text: string;
}

/** Days left at which a window counts as closing soon. */
const CLOSING_DAYS = 15;

/** Up to this many days are counted; a later end is said by its date. */
const COUNTED_DAYS = 90;

/** Whole days from one date to another; negative when it lies before. */
export function daysBetween(from: string, to: string): number {
  return Math.round(
    (Date.parse(`${to.slice(0, 10)}T00:00:00Z`) - Date.parse(`${from.slice(0, 10)}T00:00:00Z`)) /
      DAY_MS,
  );
}

/** What is left of a window (both days included) in words. */
export function windowText(
  window: { from?: string | null | undefined; to?: string | null | undefined },
  today: string,
): WindowText {
  const { from, to } = window;
  if (from && daysBetween(today, from) > 0) {
    return { state: 'notYet', text: t('remaining.notYet', { date: formatDate(from) }) };
  }
  if (!to) return { state: 'open', text: t('date.openEnd') };
  const days = daysBetween(today, to);
  if (days < 0) return { state: 'over', text: t('remaining.over') };
  if (days === 0) return { state: 'closing', text: t('remaining.today') };
  if (days === 1) return { state: 'closing', text: t('remaining.tomorrow') };
  if (days > COUNTED_DAYS) return { state: 'open', text: t('date.to', { to: formatDate(to) }) };
  return {
    state: days <= CLOSING_DAYS ? 'closing' : 'open',
    text: t('remaining.days', { days }),
  };
}
