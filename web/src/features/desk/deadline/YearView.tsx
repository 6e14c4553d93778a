import { useQuery } from '@tanstack/react-query';
import { App, Button, Select } from 'antd';
import { useState } from 'react';
import { SkeletonCards } from '@/components/Skeleton';
import { formatDate } from '@/lib/date';
import { groupDigits } from '@/lib/money';
import { tc } from '@/messages/deadline';
import { Trouble } from '../Trouble';
import { formatMoment } from '../time';
import { AmendDialog } from './AmendDialog';
import { type Amendment, calendarQuery } from './api';
import styles from './Deadline.module.css';
import { YearGrid } from './YearGrid';

interface Props {
  year: number | undefined;
  onYear: (year: number) => void;
}

/** The years one can turn to from a year. */
const around = (year: number) =>
  Array.from({ length: 9 }, (_, n) => year + n - 4).filter((one) => one >= 2000 && one <= 2199);

/** A year of the calendar, what was amended in it, and the means to amend it. */
export function YearView({ year, onYear }: Props) {
  const { data, error, refetch } = useQuery(calendarQuery(year));
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const [amending, setAmending] = useState(false);
  const { message } = App.useApp();
  if (!data) {
    return error ? (
      <Trouble error={error} onRetry={() => void refetch()} />
    ) : (
      <SkeletonCards count={2} />
    );
  }
  const picking = data.can.includes('amend');
  const pick = (day: string) =>
    setPicked((before) => {
      const after = new Set(before);
      if (!after.delete(day)) after.add(day);
      return after;
    });
  const clear = () => setPicked(new Set());
  return (
    <div className={styles.calendar}>
      <div className={styles.bar}>
        <Select
          aria-label={tc('year.label')}
          value={data.year}
          options={around(data.year).map((one) => ({
            value: one,
            label: tc('year.option', { year: one }),
          }))}
          onChange={(one) => {
            clear();
            onYear(one);
          }}
        />
        <p className={data.known ? styles.lead : styles.unknown}>
          {data.known ? tc('year.known') : tc('year.unknown', { year: data.year })}
          {picking ? tc('year.lead') : null}
        </p>
        <ul className={styles.legend}>
          <li className={styles.off}>{tc('legend.off')}</li>
          <li className={styles.exchanged}>{tc('legend.work')}</li>
          <li className={styles.amended}>{tc('legend.amended')}</li>
        </ul>
      </div>
      <YearGrid
        key={data.year}
        year={data.year}
        days={data.days}
        picking={picking}
        picked={picked}
        onPick={pick}
      />
      {picked.size > 0 ? (
        <section className={styles.picked} aria-live="polite">
          <span>{tc('pick.count', { count: picked.size })}</span>
          <Button onClick={clear}>{tc('pick.clear')}</Button>
          <Button type="primary" onClick={() => setAmending(true)}>
            {tc('pick.act')}
          </Button>
        </section>
      ) : null}
      <section aria-labelledby="amendments">
        <h2 id="amendments">{tc('amendments.title')}</h2>
        {data.amendments.length === 0 ? <p>{tc('amendments.none')}</p> : null}
        <ul className={styles.versions}>
          {data.amendments.map((one) => (
            <AmendmentItem key={one.edition} amendment={one} />
          ))}
        </ul>
      </section>
      {amending ? (
        <AmendDialog
          edition={data.edition}
          days={data.days.filter((day) => picked.has(day.day))}
          onClose={() => setAmending(false)}
          onSaved={() => {
            setAmending(false);
            clear();
            void message.success(tc('amend.saved'));
          }}
        />
      ) : null}
    </div>
  );
}

function AmendmentItem({ amendment }: { amendment: Amendment }) {
  const days = amendment.days.map((one) =>
    tc(`amendments.day.${one.setting}`, { day: formatDate(one.day), name: one.name ?? '' }),
  );
  return (
    <li>
      <strong>{days.join(tc('separator'))}</strong>
      <span>{tc('amendments.why', { reason: amendment.reason, source: amendment.source })}</span>
      <span>
        {tc(amendment.done ? 'amendments.done' : 'amendments.doing', {
          moved: groupDigits(String(amendment.moved)),
        })}
      </span>
      <small>
        {tc('amendments.by', { name: amendment.by_name, at: formatMoment(amendment.at) })}
      </small>
    </li>
  );
}
