import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { SkeletonBlock } from '@/components/Skeleton';
import { importsQuery } from '@/features/desk/imports/api';
import {
  stateWord as importState,
  kindWord,
  outcomeSentences,
} from '@/features/desk/imports/words';
import { policiesQuery } from '@/features/desk/library/api';
import { runsQuery } from '@/features/desk/match-runs/api';
import { measuresQuery } from '@/features/desk/measures/api';
import { enterprisesQuery } from '@/features/desk/registry/api';
import { StateMark } from '@/features/desk/StateMark';
import { recentTasksQuery, useTask } from '@/features/desk/task/api';
import { isFinal, type Task } from '@/features/desk/task/follow';
import { TaskProgress } from '@/features/desk/task/TaskProgress';
import { secondsWords, stateWord } from '@/features/desk/task/words';
import { formatMoment } from '@/features/desk/time';
import { formatDate } from '@/lib/date';
import { groupDigits } from '@/lib/money';
import { describeProblem } from '@/lib/problem';
import { spaced } from '@/lib/text';
import { usePageTitle } from '@/lib/usePageTitle';
import { td } from '@/messages/desk';
import { tk } from '@/messages/libraryDesk';
import styles from './HomePage.module.css';
import { staffRoute } from './routes/session';
import { useCan } from './useCan';

/** What is waiting: work under way, the latest import and run, and the ways on. */
export function HomePage() {
  const { session } = staffRoute.useRouteContext();
  const heading = usePageTitle(td('nav.home'), td('desk.title'));
  const can = useCan();
  return (
    <div className={styles.page}>
      <h1 ref={heading} tabIndex={-1}>
        {td('home.hello', { name: session.name })}
      </h1>
      {can('task.read') ? <UnderWay /> : null}
      <div className={styles.cards}>
        {can('enterprise.read') ? <Registry /> : null}
        {can('policy.read') ? <Measures /> : null}
        {can('enterprise.import') ? <LatestImport /> : null}
        {can('policy.read') ? <LatestRun /> : null}
      </div>
    </div>
  );
}

function UnderWay() {
  const { data } = useQuery(recentTasksQuery);
  const working = (data?.items ?? []).filter((task) => !isFinal(task.state));
  if (working.length === 0) return null;
  return (
    <section className={styles.card}>
      <h2>{td('home.underWay')}</h2>
      {working.map((task) => (
        <Working key={task.id} task={task} />
      ))}
      <Link to="/tasks">{td('task.all')}</Link>
    </section>
  );
}

function Working({ task }: { task: Task }) {
  const known = useTask(task.id);
  return (
    <div>
      <strong>{task.kind_label}</strong>
      <TaskProgress task={known.task ?? task} small />
    </div>
  );
}

interface CardProps {
  title: string;
  loading: boolean;
  error: unknown;
  children: ReactNode;
}

function Card({ title, loading, error, children }: CardProps) {
  return (
    <section className={styles.card}>
      <h2>{title}</h2>
      {loading ? <SkeletonBlock height="4rem" /> : null}
      {error ? <p role="alert">{describeProblem(error).text}</p> : null}
      {loading || error ? null : children}
    </section>
  );
}

function Figure({ value, unit }: { value: number; unit: string }) {
  return (
    <p className={styles.figure}>
      <span className="num">{groupDigits(String(value))}</span> <small>{unit}</small>
    </p>
  );
}

function Registry() {
  const { data, isPending, error } = useQuery(enterprisesQuery({ limit: 20 }));
  return (
    <Card title={td('nav.enterprises')} loading={isPending} error={error}>
      <Figure value={data?.total ?? 0} unit={td('unit.enterprises')} />
      <Link to="/enterprises">{td('home.toRegistry')}</Link>
    </Card>
  );
}

function Measures() {
  const { data, isPending, error } = useQuery(measuresQuery({ limit: 20 }));
  const drafts = useQuery(measuresQuery({ limit: 20, state: 'draft' }));
  const waiting = drafts.data?.total ?? 0;
  const due = useQuery(policiesQuery({ limit: 20, due: 'true', mine: 'true' })).data?.total ?? 0;
  return (
    <Card title={td('nav.measures')} loading={isPending} error={error}>
      <Figure value={data?.total ?? 0} unit={td('unit.measures')} />
      <div className={styles.links}>
        <Link to="/measures">{td('home.toMeasures')}</Link>
        {waiting > 0 ? (
          <Link to="/measures" search={{ state: 'draft' }}>
            {td('home.drafts', { count: waiting })}
          </Link>
        ) : null}
        {due > 0 ? (
          <Link to="/policies" search={{ due: 'true', mine: 'true' }}>
            {tk('home.due', { count: due })}
          </Link>
        ) : null}
      </div>
    </Card>
  );
}

function LatestImport() {
  const { data, isPending, error } = useQuery(importsQuery({ limit: 20 }));
  const latest = data?.items?.[0];
  return (
    <Card title={td('home.latestImport')} loading={isPending} error={error}>
      {latest ? (
        <>
          <p className={styles.line}>
            <StateMark state={latest.state} word={importState(latest.state)} />
            <span>{kindWord(latest.kind)}</span>
            <span className={styles.note}>
              {formatMoment(latest.finished_at ?? latest.started_at)}
            </span>
          </p>
          <p>{latest.state === 'done' ? outcomeSentences(latest).join('') : latest.message}</p>
          <div className={styles.links}>
            <Link to="/imports/$id" params={{ id: latest.id }}>
              {td('home.toImport')}
            </Link>
            {latest.state === 'done' && latest.refused > 0 ? (
              <Link to="/imports/$id" params={{ id: latest.id }} search={{ level: 'refusal' }}>
                {td('home.refusedRows', { count: groupDigits(String(latest.refused)) })}
              </Link>
            ) : null}
          </div>
        </>
      ) : (
        <>
          <p className={styles.note}>{td('import.none.text')}</p>
          <Link to="/imports">{td('home.startImport')}</Link>
        </>
      )}
    </Card>
  );
}

function LatestRun() {
  const { data, isPending, error } = useQuery(runsQuery({ limit: 20 }));
  const latest = data?.items?.[0];
  return (
    <Card title={td('home.latestRun')} loading={isPending} error={error}>
      {latest ? (
        <>
          <p className={styles.line}>
            <StateMark state={latest.state} word={stateWord(latest.state)} />
            <span>{spaced(td('run.asOfDay', { date: formatDate(latest.as_of) }))}</span>
            <span className={styles.note}>{formatMoment(latest.at)}</span>
          </p>
          {latest.state === 'done' ? (
            <p>
              {spaced(
                td('home.runSaid', {
                  enterprises: groupDigits(String(latest.enterprises)),
                  measures: groupDigits(String(latest.measures)),
                  time: secondsWords(latest.seconds),
                }),
              )}
            </p>
          ) : null}
          <div className={styles.links}>
            <Link to="/measures">{td('home.toResults')}</Link>
            <Link to="/match-runs">{td('home.toRuns')}</Link>
          </div>
        </>
      ) : (
        <>
          <p className={styles.note}>{td('run.none.text')}</p>
          <Link to="/match-runs">{td('home.startRun')}</Link>
        </>
      )}
    </Card>
  );
}
