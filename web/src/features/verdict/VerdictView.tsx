import { type ReactNode, type Ref, useEffect, useRef, useState } from 'react';
import { Button } from '@/components/Button';
import { ClauseTree, type MissingFact } from '@/components/ClauseTree';
import { Icon } from '@/components/Icon';
import { Money } from '@/components/Money';
import { asVerdict, VERDICT_LOOK, type Verdict, verdictColors } from '@/components/verdict';
import { chinaToday, windowText } from '@/lib/date';
import { factName, spaced } from '@/lib/text';
import { type PortalKey, tm } from '@/messages/portal';
import { t } from '@/messages/shared';
import type { VerdictPage } from './api';
import styles from './VerdictView.module.css';

interface Props {
  page: VerdictPage;
  heading: Ref<HTMLHeadingElement>;
  /** Takes a missing fact; undefined where an earlier day is looked at. */
  onSupply: ((fact: MissingFact) => void) | undefined;
  /** The day that is looked at, and whether it has no answer (yet); none is today. */
  day?: { on: string; blank: boolean } | undefined;
  /** Chooses the day. */
  dayBar: ReactNode;
  /** The link to the public page with materials and steps. */
  guide: ReactNode;
}

/** One measure for one enterprise: the verdict, what is missing, clause by clause why. */
export function VerdictView({ page, heading, onSupply, day, dayBar, guide }: Props) {
  const verdict = asVerdict(page.verdict);
  const window = windowText(page.window ?? {}, day?.on ?? chinaToday(new Date()));
  return (
    <article className={styles.page}>
      <header>
        <h1 ref={heading} tabIndex={-1} className={styles.title}>
          {page.title}
        </h1>
        <p className={styles.meta}>
          {[page.kind_label, page.delivery_label, window.text].filter(Boolean).join(' · ')}
        </p>
      </header>
      {day?.blank ? null : <Banner page={page} verdict={verdict} />}
      {dayBar}
      {day?.blank ? null : (
        <Details page={page} verdict={verdict} onSupply={onSupply} past={!!day} guide={guide} />
      )}
    </article>
  );
}

interface DetailsProps extends Pick<Props, 'page' | 'onSupply' | 'guide'> {
  verdict: Verdict;
  past: boolean;
}

/** What is missing, what comes next, and clause by clause why. */
function Details({ page, verdict, onSupply, past, guide }: DetailsProps) {
  const missing = verdict === 'need_facts' && onSupply ? (page.missing ?? []) : [];
  const bonus = page.bonus ?? [];
  return (
    <>
      {missing.length > 0 ? (
        <section className={styles.ask}>
          <h2>{tm('verdict.missing.title', { count: missing.length })}</h2>
          <p>{tm('verdict.missing.text')}</p>
          {missing.map((fact) => (
            <Button key={fact.key + (fact.period ?? '')} onClick={() => onSupply?.(fact)}>
              <Icon name="plus" />
              {spaced(t('clause.supply', { label: factName(fact) }))}
            </Button>
          ))}
        </section>
      ) : null}
      {!past && (verdict === 'eligible' || verdict === 'needs_review') ? (
        <section className={styles.section}>
          <h2>{tm('verdict.next.title')}</h2>
          <div className={styles.next}>
            <p>{nextWords(page.delivery)}</p>
            {guide}
          </div>
        </section>
      ) : null}
      <section className={styles.section}>
        <h2>{tm('verdict.conditions')}</h2>
        <ClauseTree node={page.conditions} onSupply={onSupply} />
      </section>
      {bonus.length > 0 ? (
        <section className={styles.section}>
          <h2>{tm('verdict.bonus')}</h2>
          <ul className={styles.bonus}>
            {bonus.map((line) => (
              <li key={line.words}>
                <span>{line.words}</span>
                <strong>{bonusWord(line.value)}</strong>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {page.exclusion?.words ? (
        <section className={styles.section}>
          <h2>{tm('verdict.exclusion')}</h2>
          <p>{page.exclusion.words}</p>
        </section>
      ) : null}
      {past || verdict === 'need_facts' || verdict === 'ineligible' ? guide : null}
    </>
  );
}

function Banner({ page, verdict }: { page: VerdictPage; verdict: Verdict }) {
  const changed = useChanged(verdict);
  const look = VERDICT_LOOK[verdict];
  return (
    <section
      key={verdict}
      className={`${styles.banner} ${changed ? styles.changed : ''}`}
      style={verdictColors(verdict)}
    >
      <span className={styles.sign}>
        <Icon name={look.icon} size="1em" />
      </span>
      <p className={styles.word}>{t(look.word)}</p>
      <p className={styles.meaning}>{t(look.meaning)}</p>
      {page.amount && verdict !== 'ineligible' ? (
        <dl className={styles.sum}>
          <dt>{tm('verdict.amount')}</dt>
          <dd>
            <Money yuan={page.amount} />
          </dd>
        </dl>
      ) : null}
      {!page.amount && verdict !== 'ineligible' && page.amount_text ? (
        <dl className={styles.sum}>
          <dt>{tm('verdict.benefit')}</dt>
          <dd className={styles.words}>{page.amount_text}</dd>
        </dl>
      ) : null}
      {page.amount_may_rise && verdict !== 'ineligible' ? (
        <p className={styles.rise}>{tm('verdict.mayRise')}</p>
      ) : null}
    </section>
  );
}

/** Whether a value has become another since the page was opened. */
function useChanged(value: string): boolean {
  const before = useRef(value);
  const [changed, setChanged] = useState(false);
  useEffect(() => {
    if (before.current !== value) setChanged(true);
    before.current = value;
  }, [value]);
  return changed;
}

function nextWords(delivery: string): string {
  if (delivery === 'proactive') return tm('verdict.next.proactive');
  if (delivery === 'express') return tm('verdict.next.express');
  return tm('verdict.next.claim');
}

const BONUS: Readonly<Record<string, PortalKey>> = {
  true: 'verdict.bonus.true',
  false: 'verdict.bonus.false',
  unknown: 'verdict.bonus.unknown',
  human: 'verdict.bonus.human',
};

function bonusWord(value: string): string {
  const key = BONUS[value];
  return key ? tm(key) : '';
}
