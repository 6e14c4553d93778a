import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { Highlight } from '@/components/Highlight';
import { ProblemNote } from '@/components/Problem';
import { SkeletonBlock } from '@/components/Skeleton';
import { VerdictBadge } from '@/components/VerdictBadge';
import { asVerdict } from '@/components/verdict';
import { tb } from '@/messages/appealBeside';
import { formatMoment } from '../time';
import cards from './Appeals.module.css';
import styles from './Beside.module.css';
import {
  type Knowledge,
  knowledgeQuery,
  type Measure,
  measuresQuery,
  type Similar,
  similarQuery,
} from './beside';

/** What helps with a case: others like it, what may be had, and what rules say. */
export function Besides({ appeal, policies }: { appeal: string; policies: boolean }) {
  return (
    <>
      <Part
        title={tb('similar.title')}
        none={tb('similar.none')}
        found={useQuery(similarQuery(appeal))}
      >
        {(list) => <SimilarList list={list} />}
      </Part>
      {policies ? <Published appeal={appeal} /> : null}
    </>
  );
}

function Published({ appeal }: { appeal: string }) {
  const measures = useQuery(measuresQuery(appeal));
  const knowledge = useQuery(knowledgeQuery(appeal));
  return (
    <>
      <Part title={tb('measures.title')} none={tb('measures.none')} found={measures}>
        {(list) => (
          <ul className={cards.list}>
            {list.map((measure) => (
              <MeasureRow key={measure.id} measure={measure} />
            ))}
          </ul>
        )}
      </Part>
      <Part title={tb('knowledge.title')} none={tb('knowledge.none')} found={knowledge}>
        {(list) => (
          <ul className={cards.list}>
            {list.map((one) => (
              <KnowledgeRow key={`${one.kind} ${one.id}`} one={one} />
            ))}
          </ul>
        )}
      </Part>
    </>
  );
}

interface PartProps<T> {
  title: string;
  none: string;
  found: UseQueryResult<T[]>;
  children: (list: T[]) => ReactNode;
}

/** One list in a card of its own, which says so when it is empty or could not be had. */
export function Part<T>({ title, none, found, children }: PartProps<T>) {
  return (
    <section className={cards.card} aria-label={title}>
      <h2>{title}</h2>
      {found.error && !found.data ? (
        <>
          <ProblemNote error={found.error} />
          <Button className={cards.whole ?? ''} onClick={() => void found.refetch()}>
            {tb('again')}
          </Button>
        </>
      ) : null}
      {found.isLoading ? <SkeletonBlock height="3rem" /> : null}
      {found.data?.length === 0 ? <p className={cards.aside}>{none}</p> : null}
      {found.data && found.data.length > 0 ? children(found.data) : null}
    </section>
  );
}

/** Cases that are like one, each with what is the same. */
export function SimilarList({
  list,
  fresh = false,
}: {
  list: readonly Similar[];
  fresh?: boolean;
}) {
  return (
    <ul className={cards.list}>
      {list.map((one) => (
        <li key={one.id}>
          <Link
            to="/appeals/$id"
            params={{ id: one.id }}
            className={styles.link}
            // What is being written down stays where it is.
            {...(fresh ? { target: '_blank' } : {})}
          >
            {one.title}
          </Link>
          <small>
            {[one.number, one.state_label, one.closing_label, one.lead_name]
              .filter(Boolean)
              .join(' · ')}
          </small>
          <small>
            {tb('similar.why', { moment: formatMoment(one.received_at), why: one.why.join('、') })}
          </small>
        </li>
      ))}
    </ul>
  );
}

function MeasureRow({ measure }: { measure: Measure }) {
  return (
    <li>
      <span className={cards.line}>
        <Link to="/measures/$id" params={{ id: measure.id }} className={styles.link}>
          {measure.title}
        </Link>
        {measure.verdict ? <VerdictBadge verdict={asVerdict(measure.verdict)} /> : null}
      </span>
      <small>{measure.department}</small>
      {measure.summary.length > 0 ? (
        <small>
          <Highlight parts={measure.summary} text="" />
        </small>
      ) : null}
    </li>
  );
}

function KnowledgeRow({ one }: { one: Knowledge }) {
  return (
    <li>
      <span className={cards.line}>
        {one.kind === 'guide' ? (
          <Link to="/guides/$code" params={{ code: one.id }} className={styles.link}>
            {one.title}
          </Link>
        ) : (
          <Link to="/policies/$id" params={{ id: one.id }} className={styles.link}>
            {one.title}
          </Link>
        )}
      </span>
      <small>
        {[tb(one.kind === 'guide' ? 'knowledge.guide' : 'knowledge.policy'), one.from]
          .filter(Boolean)
          .join(' · ')}
      </small>
      {(one.articles ?? []).map((article) => (
        <small key={article.anchor}>
          <Link
            to="/policies/$id"
            params={{ id: one.id }}
            hash={article.anchor}
            className={styles.place}
          >
            {article.citation}
          </Link>{' '}
          <Highlight parts={article.parts} text="" />
        </small>
      ))}
    </li>
  );
}
