import { useQuery } from '@tanstack/react-query';
import { Drawer } from 'antd';
import { ClauseTree, type MissingFact } from '@/components/ClauseTree';
import { Empty } from '@/components/Empty';
import { Money } from '@/components/Money';
import { SkeletonCards } from '@/components/Skeleton';
import { VerdictBadge } from '@/components/VerdictBadge';
import { asVerdict, VERDICT_LOOK, type Verdict } from '@/components/verdict';
import { formatDate } from '@/lib/date';
import { factName } from '@/lib/text';
import { td } from '@/messages/desk';
import { tl } from '@/messages/policyLife';
import { t } from '@/messages/shared';
import { type Replay, ReplayBar } from '../life/ReplayBar';
import { type Column, DataTable } from '../list/DataTable';
import { Trouble } from '../Trouble';
import { VerdictCounts } from '../VerdictCounts';
import { enterpriseVerdictQuery, enterpriseVerdictsQuery, type VerdictItem } from './api';
import styles from './Enterprise.module.css';

interface Props {
  uscc: string;
  verdict: Verdict | undefined;
  /** The measure whose clauses are open. */
  measure: string | undefined;
  onVerdict: (verdict: Verdict | undefined) => void;
  onMeasure: (measure: string | undefined) => void;
  /** The day that is looked at; none is today. */
  replay: Replay;
  onReplay: (replay: Replay) => void;
  /** Records a missing fact; undefined for people who may not. */
  onSupply: ((fact: MissingFact) => void) | undefined;
}

/** What the enterprise can get, by verdict; each measure opens its clauses. */
export function VerdictsTab({
  uscc,
  verdict,
  measure,
  onVerdict,
  onMeasure,
  replay,
  onReplay,
  onSupply,
}: Props) {
  const { data, error, refetch } = useQuery(enterpriseVerdictsQuery(uscc, replay));
  if (error && !data) return <Trouble error={error} onRetry={refetch} />;
  if (!data) return <SkeletonCards count={2} />;
  const items = data.items ?? [];
  const shown = verdict ? items.filter((item) => item.verdict === verdict) : items;
  return (
    <div className={styles.stack}>
      <ReplayBar {...replay} onChange={onReplay} />
      <VerdictCounts counts={data.counts} chosen={verdict} onChoose={onVerdict} />
      <p className={styles.note}>
        {td('verdict.sum')} <Money yuan={data.eligible_amount} />
        {' · '}
        {replay.asOf
          ? tl(replay.known ? 'replay.note.then' : 'replay.note', {
              date: formatDate(data.as_of),
            })
          : td('verdict.asOf', { date: formatDate(data.as_of) })}
      </p>
      <DataTable
        inline
        label={td('enterprise.verdicts')}
        columns={columnsFor(onMeasure)}
        rows={shown}
        rowKey={(item) => item.measure}
        onOpen={(item) => onMeasure(item.measure)}
        empty={
          replay.asOf && items.length === 0 ? (
            <Empty
              title={tl('replay.empty.title')}
              text={replay.known ? tl('replay.empty.then') : tl('replay.empty.text')}
            />
          ) : (
            <Empty title={td('verdict.empty.title')} text={td('verdict.empty.text')} />
          )
        }
      />
      <Drawer
        open={measure !== undefined}
        size={720}
        title={td('verdict.clauses')}
        onClose={() => onMeasure(undefined)}
        destroyOnHidden
      >
        {measure ? (
          <Clauses
            uscc={uscc}
            measure={measure}
            replay={replay}
            onSupply={replay.asOf ? undefined : onSupply}
          />
        ) : null}
      </Drawer>
    </div>
  );
}

const columnsFor = (onMeasure: (measure: string) => void): Column<VerdictItem>[] => [
  {
    key: 'title',
    title: td('measure.title'),
    required: true,
    width: '14rem',
    render: (item) => (
      <button type="button" className={styles.measure} onClick={() => onMeasure(item.measure)}>
        {item.title}
      </button>
    ),
  },
  {
    key: 'verdict',
    title: td('verdict.title'),
    width: '7rem',
    render: (item) => <VerdictBadge verdict={asVerdict(item.verdict)} />,
  },
  {
    key: 'amount',
    title: td('verdict.amount'),
    width: '7rem',
    right: true,
    render: (item) =>
      item.amount && item.verdict !== 'ineligible' ? <Money yuan={item.amount} /> : '',
  },
  {
    key: 'why',
    title: td('verdict.lacks'),
    width: '14rem',
    render: (item) => {
      if (item.verdict === 'need_facts') return (item.missing ?? []).map(factName).join('、');
      return item.near ? td('verdict.near') : '';
    },
  },
  {
    key: 'delivery',
    title: td('measure.delivery'),
    width: '6rem',
    render: (item) => item.delivery_label,
  },
];

function Clauses({
  uscc,
  measure,
  replay,
  onSupply,
}: {
  uscc: string;
  measure: string;
  replay: Replay;
  onSupply: Props['onSupply'];
}) {
  const { data, error, refetch } = useQuery(enterpriseVerdictQuery(uscc, measure, replay));
  if (error && !data) return <Trouble error={error} onRetry={refetch} />;
  if (!data) return <SkeletonCards count={3} />;
  const verdict = asVerdict(data.verdict);
  const bonus = data.bonus ?? [];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section tabIndex={0} aria-label={data.title}>
      <div className={styles.drawerHead}>
        <h2 className={styles.title}>{data.title}</h2>
        <VerdictBadge verdict={verdict} />
        <p className={styles.note}>{t(VERDICT_LOOK[verdict].meaning)}</p>
        {data.amount && verdict !== 'ineligible' ? (
          <p className={styles.amount}>
            <Money yuan={data.amount} />
          </p>
        ) : null}
        {replay.asOf ? (
          <p className={styles.note}>{tl('replay.version', { version: data.version })}</p>
        ) : null}
        {data.amount_may_rise ? <p className={styles.note}>{td('verdict.mayRise')}</p> : null}
      </div>
      <ClauseTree node={data.conditions} onSupply={onSupply} />
      {bonus.length > 0 ? (
        <>
          <h3 className={styles.section}>{td('measure.bonus')}</h3>
          <ul className={styles.bonus}>
            {bonus.map((line) => (
              <li key={line.words}>
                <span>{line.words}</span>
                <strong>{bonusWord(line.value)}</strong>
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </section>
  );
}

function bonusWord(value: string): string {
  switch (value) {
    case 'true':
      return td('bonus.true');
    case 'false':
      return td('bonus.false');
    case 'human':
      return td('bonus.human');
    default:
      return td('bonus.unknown');
  }
}
