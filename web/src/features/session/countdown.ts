import { useEffect, useState } from 'react';

/** Whole seconds until a moment, never below zero. */
export function secondsUntil(end: number, now: number): number {
  return Math.max(0, Math.ceil((end - now) / 1000));
}

/** Counts down to a moment (milliseconds since 1970), once a second; 0 when it has passed. */
export function useCountdown(end: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    setNow(Date.now());
    if (end <= Date.now()) return;
    const timer = setInterval(() => {
      setNow(Date.now());
      if (Date.now() >= end) clearInterval(timer);
    }, 1000);
    return () => clearInterval(timer);
  }, [end]);
  return secondsUntil(end, now);
}
