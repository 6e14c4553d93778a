import { chinaToday, formatDate } from '@/lib/date';
import { ta } from '@/messages/account';

const CLOCK = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** A time in China to the minute: `今天 21:05`, `2026年11月20日 09:30`. */
export function moment(time: string, now = new Date()): string {
  const instant = new Date(time);
  if (Number.isNaN(instant.getTime())) return time;
  const day = chinaToday(instant);
  const clock = CLOCK.format(instant);
  return day === chinaToday(now) ? ta('time.today', { clock }) : `${formatDate(day)} ${clock}`;
}
