import { chinaToday, formatDate } from '@/lib/date';
import { td } from '@/messages/desk';

const CLOCK = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** A moment as the desk says it: `今天 21:05`, `11月20日 09:30`, with the year when it is another. */
export function formatMoment(time: string | undefined | null, now = new Date()): string {
  if (!time) return '';
  const instant = new Date(time);
  if (Number.isNaN(instant.getTime())) return time;
  const day = chinaToday(instant);
  const today = chinaToday(now);
  const clock = CLOCK.format(instant);
  if (day === today) return td('time.today', { clock });
  if (day.slice(0, 4) !== today.slice(0, 4)) return `${formatDate(day)} ${clock}`;
  return td('time.thisYear', {
    m: Number(day.slice(5, 7)),
    d: Number(day.slice(8, 10)),
    clock,
  });
}
