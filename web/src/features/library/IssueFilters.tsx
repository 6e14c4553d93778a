import { type FormEvent, useEffect, useState } from 'react';
import { tl } from '@/messages/library';
import type { IssueFilter } from './api';
import styles from './IssueFilters.module.css';

/** The first year that is offered. */
const FIRST = 1980;

interface Props {
  filter: IssueFilter;
  onChange: (filter: IssueFilter) => void;
}

/** Narrows policies to those of an issuer and of a year. */
export function IssueFilters({ filter, onChange }: Props) {
  const [issuer, setIssuer] = useState(filter.issuer ?? '');
  useEffect(() => setIssuer(filter.issuer ?? ''), [filter.issuer]);
  const now = new Date().getFullYear();
  const years = Array.from({ length: now - FIRST + 1 }, (_, at) => now - at);
  const { issuer: _, ...ofYear } = filter;
  const { year: __, ...ofIssuer } = filter;
  const apply = (event?: FormEvent) => {
    event?.preventDefault();
    const typed = issuer.trim();
    if (typed !== (filter.issuer ?? '')) onChange(typed ? { ...ofYear, issuer: typed } : ofYear);
  };
  return (
    <form className={styles.filters} onSubmit={apply}>
      <input
        type="text"
        className={filter.issuer ? styles.on : ''}
        aria-label={tl('policies.issuer')}
        placeholder={tl('policies.issuer')}
        maxLength={50}
        enterKeyHint="search"
        value={issuer}
        onChange={(event) => setIssuer(event.target.value)}
        onBlur={() => apply()}
      />
      <select
        aria-label={tl('policies.year')}
        className={filter.year ? styles.on : ''}
        value={filter.year ?? ''}
        onChange={(event) =>
          onChange(
            event.target.value ? { ...ofIssuer, year: Number(event.target.value) } : ofIssuer,
          )
        }
      >
        <option value="">{tl('policies.year.any')}</option>
        {years.map((year) => (
          <option key={year} value={year}>
            {tl('policies.year.of', { year })}
          </option>
        ))}
      </select>
    </form>
  );
}
