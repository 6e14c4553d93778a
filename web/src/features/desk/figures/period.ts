import { tf } from '@/messages/figure';

/** Months one after the other, as 2026-03; both inclusive. */
export interface Period {
  month: string;
  until: string;
}

export const LENGTHS = ['month', 'quarter', 'year', 'other'] as const;
export type Length = (typeof LENGTHS)[number];

const MONTHS = { month: 1, quarter: 3, year: 12 } as const;

const QUARTERS = ['1', '2', '3', '4'] as const;

const ordinal = (month: string) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1;

const monthAt = (n: number) => `${Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, '0')}`;

/** How many months there are. */
export const monthsOf = (p: Period): number => ordinal(p.until) - ordinal(p.month) + 1;

/** A whole month, quarter or year of the calendar, or something else. */
export function lengthOf(p: Period): Length {
  const begins = ordinal(p.month);
  const found = (['month', 'quarter', 'year'] as const).find(
    (one) => monthsOf(p) === MONTHS[one] && begins % MONTHS[one] === 0,
  );
  return found ?? 'other';
}

/** The month, quarter or year in which a period ends; as it is for something else. */
export function turnedInto(p: Period, length: Length): Period {
  if (length === 'other') return p;
  const months = MONTHS[length];
  const begins = Math.floor(ordinal(p.until) / months) * months;
  return { month: monthAt(begins), until: monthAt(begins + months - 1) };
}

/** The period of as many months that lies so many of them later. */
export function shifted(p: Period, by: number): Period {
  const months = by * monthsOf(p);
  return { month: monthAt(ordinal(p.month) + months), until: monthAt(ordinal(p.until) + months) };
}

/** A month, as 2026-03, in words. */
export const nameOfMonth = (month: string) =>
  tf('rates.monthOf', { year: month.slice(0, 4), month: Number(month.slice(5)) });

/** What a period is called. */
export function nameOf(p: Period): string {
  const year = p.month.slice(0, 4);
  switch (lengthOf(p)) {
    case 'month':
      return nameOfMonth(p.month);
    case 'quarter':
      return tf('rates.quarterOf', {
        year,
        quarter: tf(`rates.quarter.${QUARTERS[Math.floor((ordinal(p.month) % 12) / 3)] ?? '1'}`),
      });
    case 'year':
      return tf('rates.yearOf', { year });
    default:
      return tf('rates.monthsOf', { from: nameOfMonth(p.month), until: nameOfMonth(p.until) });
  }
}
