import { type KeyboardEvent, useState } from 'react';
import { tc } from '@/messages/deadline';
import type { CalendarDay } from './api';
import styles from './Deadline.module.css';

interface Props {
  year: number;
  days: readonly CalendarDay[];
  /** Days can be chosen. */
  picking: boolean;
  picked: ReadonlySet<string>;
  onPick: (day: string) => void;
}

const WEEK = [1, 2, 3, 4, 5, 6, 0] as const;
const STEP: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  ArrowUp: -7,
  ArrowDown: 7,
};

const weekday = (day: string) => new Date(`${day}T00:00:00Z`).getUTCDay() as (typeof WEEK)[number];

/** A year by months; among its days the arrow keys move. */
export function YearGrid({ year, days, picking, picked, onPick }: Props) {
  const [at, setAt] = useState(`${year}-01-01`);
  const walk = (event: KeyboardEvent<HTMLElement>) => {
    const step = STEP[event.key];
    if (step === undefined) return;
    const next = days[days.findIndex((day) => day.day === at) + step];
    if (!next) return;
    event.preventDefault();
    setAt(next.day);
    event.currentTarget.querySelector<HTMLElement>(`[data-day="${next.day}"]`)?.focus();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the days inside take the keys
    <div className={styles.year} onKeyDown={walk}>
      {Array.from({ length: 12 }, (_, index) => index + 1).map((m) => {
        const own = days.filter((day) => Number(day.day.slice(5, 7)) === m);
        const first = own[0] ? (weekday(own[0].day) + 6) % 7 : 0;
        return (
          <section key={m} aria-label={tc('month.label', { year, m })}>
            <h3>{tc('month.label', { year, m })}</h3>
            <div className={styles.days}>
              {WEEK.map((day) => (
                <span key={day} className={styles.weekday} aria-hidden="true">
                  {tc(`weekday.${day}`)}
                </span>
              ))}
              {own.map((day, index) => (
                <Day
                  key={day.day}
                  day={day}
                  column={index === 0 ? first + 1 : undefined}
                  picking={picking}
                  picked={picked.has(day.day)}
                  reachable={day.day === at}
                  onPick={() => {
                    setAt(day.day);
                    onPick(day.day);
                  }}
                />
              ))}
            </div>
          </section>
        );
      })}
    </div>
  );
}

interface DayProps {
  day: CalendarDay;
  column: number | undefined;
  picking: boolean;
  picked: boolean;
  reachable: boolean;
  onPick: () => void;
}

function Day({ day, column, picking, picked, reachable, onPick }: DayProps) {
  const state = [tc(day.worked ? 'day.worked' : 'day.off'), day.name];
  if (day.amended) state.push(tc('day.amended'));
  const label = tc('day.label', {
    m: Number(day.day.slice(5, 7)),
    d: Number(day.day.slice(8)),
    weekday: tc(`weekday.${weekday(day.day)}`),
    state: state.filter(Boolean).join(' '),
  });
  const look = [
    styles.day,
    day.worked ? (day.name ? styles.exchanged : '') : styles.off,
    day.amended ? styles.amended : '',
  ].join(' ');
  const style = column ? { gridColumnStart: column } : undefined;
  const number = Number(day.day.slice(8));
  // Drawn by the style sheet: the label already says it in words.
  const sign = day.name ? tc(day.worked ? 'day.sign.work' : 'day.sign.off') : undefined;
  if (!picking)
    return (
      <span className={look} style={style} title={label} data-sign={sign}>
        <span aria-hidden="true">{number}</span>
        <span className="hidden">{label}</span>
      </span>
    );
  return (
    <button
      type="button"
      className={look}
      style={style}
      data-day={day.day}
      title={day.name || undefined}
      aria-label={label}
      aria-pressed={picked}
      tabIndex={reachable ? 0 : -1}
      data-sign={sign}
      onClick={onPick}
    >
      {number}
    </button>
  );
}
