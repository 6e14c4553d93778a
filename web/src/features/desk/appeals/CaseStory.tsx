import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { formatDate } from '@/lib/date';
import { type AppealDeskKey, tq } from '@/messages/appealDesk';
import { ts } from '@/messages/sorting';
import { StateMark } from '../StateMark';
import { formatMoment } from '../time';
import { AdviceList, Marked } from './Advice';
import styles from './Appeals.module.css';
import type { Appeal, Reply, Row } from './api';
import { Evidence } from './Evidence';
import { WordsDialog } from './WordsDialog';

const LOOK: Readonly<Record<Reply['state'], string>> = {
  submitted: 'in_review',
  sent_back: 'refused',
  approved: 'done',
};

/** The answers to the reporter, the newest first. */
export function Replies({ appeal }: { appeal: Appeal }) {
  const replies = [...(appeal.replies ?? [])].reverse();
  if (replies.length === 0) return null;
  return (
    <section className={styles.card} aria-label={tq('case.replies')}>
      <h2>{tq('case.replies')}</h2>
      <ol className={styles.list}>
        {replies.map((reply) => (
          <li key={reply.id}>
            <p className={styles.line}>
              <StateMark state={LOOK[reply.state]} word={tq(`reply.${reply.state}`)} />
              <span>{reply.closing_label}</span>
              <small>
                {tq('reply.by', {
                  who: [reply.department, reply.by].filter(Boolean).join(' '),
                  moment: formatMoment(reply.at),
                })}
              </small>
            </p>
            <p className={styles.words}>
              <Marked
                text={reply.words}
                spans={(reply.advice ?? []).filter((one) => one.sentence)}
              />
            </p>
            <Evidence appeal={appeal} reply={reply} />
            {reply.advice?.length ? (
              <section className={styles.notice} aria-label={ts('advice.reader')}>
                <strong>{ts('advice.reader')}</strong>
                <AdviceList list={reply.advice} />
              </section>
            ) : null}
            {reply.promised_on ? (
              <p className={styles.aside}>
                {tq('reply.promisedOn', { date: formatDate(reply.promised_on) })}
              </p>
            ) : null}
            {reply.read_by ? (
              <p className={styles.aside}>
                {tq('reply.readBy', { who: reply.read_by, moment: formatMoment(reply.read_at) })}
                {reply.note ? <span className={styles.words}>{reply.note}</span> : null}
              </p>
            ) : null}
          </li>
        ))}
      </ol>
    </section>
  );
}

const grade = (given: number) =>
  given >= 1 && given <= 5 ? tq(`grade.${given}` as AppealDeskKey) : '';

/** What the reporter said: the calls back, and the own judgement. */
export function Voices({ appeal }: { appeal: Appeal }) {
  const calls = appeal.callbacks ?? [];
  const { rating } = appeal;
  if (calls.length === 0 && !rating) return null;
  return (
    <section className={styles.card} aria-label={tq('case.voices')}>
      <h2>{tq('case.voices')}</h2>
      <ol className={styles.list}>
        {calls.map((call) => (
          <li key={call.at}>
            <p>
              <strong>
                {call.reached
                  ? [call.result, grade(call.grade)].filter(Boolean).join(' · ')
                  : tq('callback.reached.no')}
              </strong>{' '}
              <small>{tq('reply.by', { who: call.by, moment: formatMoment(call.at) })}</small>
            </p>
            {call.words ? <p className={styles.words}>{call.words}</p> : null}
          </li>
        ))}
        {rating ? (
          <li>
            <p>
              <strong>{tq('rating', { grade: rating.grade_label })}</strong>{' '}
              <small>{formatMoment(rating.at)}</small>
            </p>
            {rating.words ? <p className={styles.words}>{rating.words}</p> : null}
          </li>
        ) : null}
      </ol>
    </section>
  );
}

/** The requests for more time. */
export function Extensions({ appeal }: { appeal: Appeal }) {
  const list = appeal.extensions ?? [];
  if (list.length === 0) return null;
  return (
    <section className={styles.card} aria-label={tq('case.extensions')}>
      <h2>{tq('case.extensions')}</h2>
      <ol className={styles.list}>
        {list.map((one) => (
          <li key={one.asked_at}>
            <p>
              <strong>{tq(`extension.${one.state}`, { days: one.days })}</strong>{' '}
              <small>
                {tq('reply.by', { who: one.asked_by, moment: formatMoment(one.asked_at) })}
              </small>
            </p>
            <p className={styles.words}>{one.reason}</p>
            {one.decided_by ? (
              <p className={styles.aside}>
                {tq('extension.by', { who: one.decided_by, note: one.note ?? '' })}
              </p>
            ) : null}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** The cases that went into this one; each can be taken out again. */
export function MergedCases({ appeal, mayUnmerge }: { appeal: Appeal; mayUnmerge: boolean }) {
  const [taking, setTaking] = useState<Row | null>(null);
  const merged = appeal.merged ?? [];
  if (merged.length === 0) return null;
  return (
    <section className={styles.card} aria-label={tq('case.merged')}>
      <h2>{tq('case.merged')}</h2>
      <ul className={styles.list}>
        {merged.map((row) => (
          <li key={row.id} className={styles.line}>
            <Link to="/appeals/$id" params={{ id: row.id }}>
              {row.number}
            </Link>
            <span>{row.title}</span>
            {mayUnmerge && row.state === 'merged' ? (
              <Button
                size="small"
                aria-label={tq('unmergeOf', { number: row.number })}
                onClick={() => setTaking(row)}
              >
                {tq('act.unmerge')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {taking ? (
        <WordsDialog appeal={taking} act="unmerge" onClose={() => setTaking(null)} />
      ) : null}
    </section>
  );
}

/** Everything that happened to a case, in sentences, the newest first. */
export function Timeline({ appeal }: { appeal: Appeal }) {
  return (
    <section className={styles.card} aria-label={tq('case.timeline')}>
      <h2>{tq('case.timeline')}</h2>
      <ol className={styles.timeline}>
        {[...(appeal.timeline ?? [])].reverse().map((entry) => (
          <li key={entry.id}>
            <p>
              {entry.sentence}
              {entry.shown ? null : <small className={styles.inner}>{tq('timeline.inner')}</small>}
            </p>
            {entry.words ? <p className={styles.words}>{entry.words}</p> : null}
            <small>
              {[formatMoment(entry.at), entry.department, entry.actor].filter(Boolean).join(' · ')}
            </small>
          </li>
        ))}
      </ol>
    </section>
  );
}
