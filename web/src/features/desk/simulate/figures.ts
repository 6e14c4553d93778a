import { groupDigits } from '@/lib/money';

/** `1234` → `1,234`. */
export const grouped = (n: number) => groupDigits(String(n));

/** How much of a plan a sum takes, in per cent with at most one decimal; null without a plan. */
export function shareOf(sum: string, planned: string | undefined): number | null {
  const whole = Number(planned);
  if (!planned || !(whole > 0)) return null;
  return Math.round((Number(sum) / whole) * 1000) / 10;
}

/** A sum in yuan as a number of 万元, for a chart only. */
export const inWan = (yuan: string) => Math.round(Number(yuan)) / 10_000;
