import type { ReactNode } from 'react';
import { Highlight } from '@/components/Highlight';
import { StandingMark } from '@/components/StandingMark';
import type { PolicyHit as Found } from './api';
import styles from './PolicyHits.module.css';

/** Draws the link to a policy, or to one of its articles, around words. */
export type HitLink = (id: string, words: ReactNode, anchor?: string) => ReactNode;

interface Props {
  hit: Found;
  link: HitLink;
  /** Names the articles only, without what they say. */
  brief?: boolean;
}

/** A policy that has the words, and the articles in which they stand. */
export function PolicyHit({ hit, link, brief = false }: Props) {
  const articles = hit.articles ?? [];
  const facts = [hit.number, hit.department].filter(Boolean).join(' · ');
  return (
    <article className={styles.hit}>
      <h3>{link(hit.id, <Highlight parts={hit.title_parts} text={hit.title} />)}</h3>
      <p className={styles.facts}>
        {hit.standing ? (
          <StandingMark standing={hit.standing} word={hit.standing_label ?? ''} />
        ) : null}
        <span>{facts}</span>
      </p>
      {articles.length > 0 ? (
        <ul className={brief ? styles.brief : undefined}>
          {articles.map((article) => (
            <li key={article.anchor}>
              {link(hit.id, article.citation, article.anchor)}{' '}
              {brief ? null : <Highlight parts={article.parts} text="" />}
            </li>
          ))}
        </ul>
      ) : hit.snippet_parts.length > 0 && !brief ? (
        <p className={styles.snippet}>
          <Highlight parts={hit.snippet_parts} text="" />
        </p>
      ) : null}
    </article>
  );
}
