import { chinaToday } from '@/lib/date';

/** How many years ahead a mandate may end; the server says so too. */
const YEARS = 3;

/** The day some years and days from today, in China, as `YYYY-MM-DD`. */
export function dayAhead(years: number, days = 0): string {
  const [y = 0, m = 1, d = 1] = chinaToday(new Date()).split('-').map(Number);
  return new Date(Date.UTC(y + years, m - 1, d + days)).toISOString().slice(0, 10);
}

export const earliest = () => dayAhead(0, 1);
export const latest = () => dayAhead(YEARS);

/** Whether a mandate may last until the day. */
export function mayLast(day: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(day) && day >= earliest() && day <= latest();
}
