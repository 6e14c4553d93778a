import { useQuery } from '@tanstack/react-query';
import { Button, Drawer } from 'antd';
import { useState } from 'react';
import { Empty } from '@/components/Empty';
import { SkeletonCards } from '@/components/Skeleton';
import { formatDate } from '@/lib/date';
import { td } from '@/messages/desk';
import { tl } from '@/messages/policyLife';
import type { Measure } from '../measures/api';
import { MeasureContent } from '../measures/MeasureContent';
import { StateMark } from '../StateMark';
import { Trouble } from '../Trouble';
import { formatMoment } from '../time';
import { versionQuery } from './api';
import styles from './Life.module.css';

type Version = NonNullable<Measure['versions']>[number];

/** Every version of a measure with what became of it; each opens its content. */
export function LifeVersions({ measure }: { measure: Measure }) {
  const [open, setOpen] = useState<number>();
  const versions = [...(measure.versions ?? [])].sort((a, b) => b.version - a.version);
  if (versions.length === 0) return <Empty title={tl('versions.empty')} />;
  return (
    <>
      <ol className={styles.versions}>
        {versions.map((version) => (
          <li key={version.version}>
            <VersionCard version={version} onOpen={() => setOpen(version.version)} />
          </li>
        ))}
      </ol>
      <VersionDrawer measure={measure} number={open} onClose={() => setOpen(undefined)} />
    </>
  );
}

type Step = NonNullable<Version['steps']>[number];

/** The steps whose day is not simply the day on which they were recorded. */
const DATED: readonly string[] = ['published', 'superseded', 'expired'];

/** What was done, where the state alone would only say what came of it. */
function stepWord(step: Step, before: string | undefined): string {
  if (step.state === 'draft' && before === 'in_review') {
    return step.note ? tl('step.returned') : tl('step.taken_back');
  }
  if (step.state === 'published' && before === 'suspended') return tl('step.resumed');
  if (step.state === 'withdrawn' && before === 'draft') return tl('step.discarded');
  switch (step.state) {
    case 'draft':
      return tl('step.draft');
    case 'in_review':
      return tl('step.in_review');
    case 'published':
      return tl('step.published');
    case 'suspended':
      return tl('step.suspended');
    default:
      return step.state_label;
  }
}

function VersionCard({ version, onOpen }: { version: Version; onOpen: () => void }) {
  const counts = !['draft', 'in_review'].includes(version.state);
  return (
    <article className={styles.version}>
      <header className={styles.versionHead}>
        <h3>{td('measure.versionNo', { version: version.version })}</h3>
        <StateMark state={version.state} word={version.state_label} />
        {counts ? (
          <span className={styles.note}>
            {version.from
              ? tl('versions.from', { date: formatDate(version.from) })
              : tl('versions.always')}
          </span>
        ) : null}
        <Button
          size="small"
          className={styles.look}
          aria-label={tl('versions.lookOf', { version: version.version })}
          onClick={onOpen}
        >
          {tl('versions.look')}
        </Button>
      </header>
      <ol className={styles.steps}>
        {(version.steps ?? []).map((step, at, all) => (
          <li key={`${step.at} ${step.state}`}>
            <strong>{stepWord(step, all[at - 1]?.state)}</strong>
            <span>{tl('step.line', { at: formatMoment(step.at), by: step.by })}</span>
            {step.on && DATED.includes(step.state) ? (
              <span>{tl('step.from', { date: formatDate(step.on) })}</span>
            ) : null}
            {step.note ? <p>{step.note}</p> : null}
          </li>
        ))}
      </ol>
    </article>
  );
}

interface DrawerProps {
  measure: Measure;
  number: number | undefined;
  onClose: () => void;
}

/** The content of one version, as the public would be or was shown it. */
export function VersionDrawer({ measure, number, onClose }: DrawerProps) {
  return (
    <Drawer
      open={number !== undefined}
      size={860}
      title={number === undefined ? '' : td('measure.versionNo', { version: number })}
      onClose={onClose}
      destroyOnHidden
    >
      {number === undefined ? null : <VersionContent id={measure.id} number={number} />}
    </Drawer>
  );
}

function VersionContent({ id, number }: { id: string; number: number }) {
  const { data, error, refetch } = useQuery(versionQuery(id, number));
  if (error && !data) return <Trouble error={error} onRetry={refetch} />;
  if (!data) return <SkeletonCards count={3} />;
  const gaps = data.gaps ?? [];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section tabIndex={0} aria-label={data.title}>
      <h2 className={styles.versionTitle}>{data.title}</h2>
      {gaps.length > 0 ? (
        <div className={styles.lacks}>
          <strong>{tl('versions.lacks')}</strong>
          <ul>
            {gaps.map((gap) => (
              <li key={`${gap.path} ${gap.words}`}>{gap.words}</li>
            ))}
          </ul>
        </div>
      ) : null}
      <MeasureContent measure={data} />
    </section>
  );
}
