import { chinaToday, formatDate } from '@/lib/date';

const CLOCK = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** A moment as a message shows it: the clock of today, else the day with the clock. */
export function moment(time: string, now = new Date()): string {
  const instant = new Date(time);
  if (Number.isNaN(instant.getTime())) return time;
  const day = chinaToday(instant);
  const clock = CLOCK.format(instant);
  return day === chinaToday(now) ? clock : `${formatDate(day)} ${clock}`;
}
