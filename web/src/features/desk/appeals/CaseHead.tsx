import { Link } from '@tanstack/react-router';
import type { ReactNode, Ref } from 'react';
import { tq } from '@/messages/appealDesk';
import styles from './Appeals.module.css';
import type { Appeal } from './api';
import { Marks } from './Marks';
import { Remaining } from './Remaining';

interface Props {
  appeal: Appeal;
  heading: Ref<HTMLHeadingElement>;
  /** What it belongs to. */
  notes?: ReactNode;
  acts: ReactNode;
}

/** Which case it is, where it stands, how long there is, and what can be done. */
export function CaseHead({ appeal, heading, notes, acts }: Props) {
  return (
    <header className={styles.head}>
      <p className={styles.line}>
        <Link to="/appeals">{tq('title')}</Link>
        <span className="num">{appeal.number}</span>
        <span>{appeal.kind_label}</span>
        <span>{appeal.channel_label}</span>
        {appeal.source_no ? <span>{tq('case.sourceNo', { number: appeal.source_no })}</span> : null}
      </p>
      <h1 ref={heading} tabIndex={-1}>
        {appeal.title}
      </h1>
      <div className={styles.line}>
        <strong className={styles.state}>{appeal.state_label}</strong>
        <Remaining row={appeal} />
        <Marks row={appeal} />
      </div>
      {appeal.main ? (
        <p className={styles.notice}>
          {tq('case.mergedInto')}{' '}
          <Link to="/appeals/$id" params={{ id: appeal.main.id }}>
            {appeal.main.number} {appeal.main.title}
          </Link>
        </p>
      ) : null}
      {appeal.ground ? (
        <p className={styles.notice}>{tq('case.ground', { ground: appeal.ground })}</p>
      ) : null}
      {notes}
      {acts}
    </header>
  );
}
