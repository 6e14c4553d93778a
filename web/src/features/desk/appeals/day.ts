import { chinaToday } from '@/lib/date';
import { tq } from '@/messages/appealDesk';
import { formatMoment } from '../time';

/** The day after today in China, the earliest that can be promised. */
export function tomorrow(now = new Date()): string {
  return chinaToday(new Date(now.getTime() + 86_400_000));
}

/** The end of a term: midnight is the 24:00 of the day that ends, as the law counts. */
export function formatEnd(time: string | undefined | null): string {
  const words = formatMoment(time);
  if (!time || !words.endsWith(' 00:00')) return words;
  const eve = formatMoment(new Date(Date.parse(time) - 1).toISOString());
  return eve.replace(/\S+$/, tq('clock.midnight'));
}
