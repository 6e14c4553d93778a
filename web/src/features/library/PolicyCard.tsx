import type { ReactNode } from 'react';
import { Highlight } from '@/components/Highlight';
import { StandingMark } from '@/components/StandingMark';
import { formatDate } from '@/lib/date';
import { tl } from '@/messages/library';
import type { PolicyItem } from './api';
import styles from './PolicyCard.module.css';

interface Props {
  item: PolicyItem;
  /** Draws the link to the policy around its title. */
  link: (title: ReactNode) => ReactNode;
}

/** A policy in a list of the public site. */
export function PolicyCard({ item, link }: Props) {
  const facts = [
    item.level_label,
    item.number,
    item.issuers.join('、'),
    item.published_on ? formatDate(item.published_on) : '',
    item.articles > 0 ? tl('policy.articles', { count: item.articles }) : '',
  ].filter(Boolean);
  // A text that begins with its title would say it twice.
  const snippet = item.snippet_parts.map((part) => part.text).join('');
  return (
    <article className={styles.card}>
      <h3 className={styles.title}>
        {link(<Highlight parts={item.title_parts} text={item.title} />)}
      </h3>
      <p className={styles.facts}>
        <StandingMark standing={item.standing} word={item.standing_label} />
        {item.parent_repealed ? (
          <span className={styles.parent}>{tl('policy.parentRepealed')}</span>
        ) : null}
        <span>{facts.join(' · ')}</span>
      </p>
      {snippet && snippet !== item.title ? (
        <p className={styles.snippet}>
          <Highlight parts={item.snippet_parts} text="" />
        </p>
      ) : null}
    </article>
  );
}
