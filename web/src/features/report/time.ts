const SHOWN = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  month: 'numeric',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hour12: false,
});

/** A time of day in China, without the year. */
export const moment = (at: string): string => SHOWN.format(new Date(at));
