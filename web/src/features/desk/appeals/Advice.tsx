import { Fragment, useEffect, useRef } from 'react';
import { ts } from '@/messages/sorting';
import styles from './Appeals.module.css';
import type { Advice } from './api';

/** What a reader would miss in a reply, as words. */
export function AdviceList({ list }: { list: readonly Advice[] }) {
  return (
    <ul className={styles.advice}>
      {list.map((one) => (
        <li key={`${one.kind}${one.from}`}>
          <strong>{one.label}</strong> {one.words}
        </li>
      ))}
    </ul>
  );
}

export interface Span {
  from: number;
  to: number;
}

/** A text with stretches of it marked; spans count characters, as the server does. */
export function Marked({ text, spans }: { text: string; spans: readonly Span[] }) {
  const letters = [...text];
  const kept = [...spans].filter((span) => span.to > span.from).sort((a, b) => a.from - b.from);
  let at = 0;
  return (
    <span>
      {kept.map((span) => {
        const from = Math.max(span.from, at);
        if (span.to <= from) return null;
        const before = letters.slice(at, from).join('');
        at = span.to;
        return (
          <Fragment key={span.from}>
            {before}
            <mark>{letters.slice(from, span.to).join('')}</mark>
          </Fragment>
        );
      })}
      {letters.slice(at).join('')}
    </span>
  );
}

/** What was found in a reply that somebody wants to send, with its sentences marked. */
export function AdviceBeforeSending({ words, list }: { words: string; list: readonly Advice[] }) {
  const spans = list.filter((one) => one.sentence);
  const box = useRef<HTMLElement>(null);
  // Whoever pressed the button below has to see why it was not sent. Newer browsers
  // answer with a promise, which an effect must not hand on.
  useEffect(() => {
    box.current?.scrollIntoView({ block: 'center' });
  }, []);
  return (
    <section ref={box} className={styles.notice} aria-label={ts('advice.title')} role="status">
      <strong>{ts('advice.title')}</strong>
      <p>{ts('advice.text', { count: list.length })}</p>
      <AdviceList list={list} />
      {spans.length > 0 ? (
        <p className={styles.words}>
          <Marked text={words} spans={spans} />
        </p>
      ) : null}
    </section>
  );
}
