import type { CSSProperties } from 'react';
import type { Outcome } from '@/lib/clause';
import { type Clause, type ConditionNode, type JudgedNode, judge, progress } from '@/lib/clause';
import { formatDate } from '@/lib/date';
import { factDisplay, factName, spaced } from '@/lib/text';
import { type SharedKey, t } from '@/messages/shared';
import { Button } from './Button';
import styles from './ClauseTree.module.css';
import { Icon, type IconName } from './Icon';

export type MissingFact = NonNullable<Clause['missing']>[number];

interface Props {
  node: ConditionNode;
  /** Supplies a missing fact; without it the tree is only to be read. */
  onSupply?: ((fact: MissingFact) => void) | undefined;
}

/** Conditions in words, with their quotes and, for an enterprise, how each came out. */
export function ClauseTree({ node, onSupply }: Props) {
  return <Group judged={judge(node)} negated={false} nested={false} onSupply={onSupply} />;
}

interface GroupProps {
  judged: JudgedNode;
  negated: boolean;
  nested: boolean;
  onSupply: ((fact: MissingFact) => void) | undefined;
}

function Group({ judged, negated, nested, onSupply }: GroupProps) {
  const { node, children } = judged;
  if (node.kind === 'clause') {
    return (
      <ul className={styles.list}>
        <ClauseItem judged={judged} negated={negated} onSupply={onSupply} />
      </ul>
    );
  }
  const inside = node.kind === 'not' ? !negated : negated;
  const only = children.length === 1 ? children[0] : undefined;
  // "Not" over a group says nothing of its own: the group inside says it.
  if (only && only.node.kind !== 'clause' && (node.kind === 'not' || !node.words)) {
    return <Group judged={only} negated={inside} nested={nested} onSupply={onSupply} />;
  }
  const { met, total } = progress(judged);
  const tested = judged.outcome !== 'untested';
  return (
    <div className={`${styles.group} ${nested ? styles.nested : ''}`}>
      <p className={styles.heading}>
        {groupWords(node, inside)}
        {tested && total > 1 ? (
          <span className={styles.progress}>{t('clause.progress', { met, total })}</span>
        ) : null}
      </p>
      <ul className={styles.list}>
        {children.map((child, index) =>
          child.node.kind === 'clause' ? (
            <ClauseItem
              key={child.node.clause?.id ?? index}
              judged={child}
              negated={inside}
              onSupply={onSupply}
            />
          ) : (
            // biome-ignore lint/suspicious/noArrayIndexKey: groups have no id, and their order never changes
            <li key={index}>
              <Group judged={child} negated={inside} nested onSupply={onSupply} />
            </li>
          ),
        )}
      </ul>
    </div>
  );
}

/** The heading of a group, said from the side of what is forbidden under a "not". */
function groupWords(node: ConditionNode, negated: boolean): string {
  if (node.words) return node.words;
  if (node.kind === 'not') return t('clause.not');
  const k = node.k ?? 1;
  if (node.kind === 'at_least')
    return t(negated ? 'clause.not.at_least' : 'clause.at_least', { k });
  if (node.kind === 'any') return t(negated ? 'clause.not.any' : 'clause.any');
  return t(negated ? 'clause.not.all' : 'clause.all');
}

interface Look {
  icon: IconName;
  color: string;
}

const OUTCOME: Readonly<Record<Outcome, Look>> = {
  met: { icon: 'check', color: 'eligible' },
  unmet: { icon: 'cross', color: 'danger' },
  unknown: { icon: 'edit', color: 'need-facts' },
  human: { icon: 'person', color: 'needs-review' },
  untested: { icon: 'dot', color: 'brand' },
};

function outcomeWord(judged: JudgedNode, negated: boolean): string {
  if (judged.outcome === 'untested') {
    return judged.node.clause?.role === 'discretion' ? t('clause.human') : '';
  }
  if (judged.moot) return t('clause.moot');
  const plain: SharedKey = `clause.${judged.outcome}`;
  if (negated && judged.outcome === 'met') return t('clause.not.met');
  if (negated && judged.outcome === 'unmet') return t('clause.not.unmet');
  return t(plain);
}

function ClauseItem({
  judged,
  negated,
  onSupply,
}: {
  judged: JudgedNode;
  negated: boolean;
  onSupply: ((fact: MissingFact) => void) | undefined;
}) {
  const clause = judged.node.clause;
  if (!clause) return null;
  const discretion = clause.role === 'discretion';
  const look =
    judged.outcome === 'untested' && discretion ? OUTCOME.human : OUTCOME[judged.outcome];
  const icon = negated && judged.outcome === 'untested' ? 'cross' : look.icon;
  const color = judged.moot ? 'ineligible' : look.color;
  const tone = {
    '--tone': `var(--color-${color})`,
    '--tone-soft': `var(--color-${color}-soft)`,
  } as CSSProperties;
  const frame = judged.moot ? styles.moot : (styles[judged.outcome] ?? '');
  const word = outcomeWord(judged, negated);
  const missing = judged.outcome === 'unknown' ? (clause.missing ?? []) : [];
  return (
    <li className={`${styles.clause} ${frame}`} style={tone}>
      <span className={styles.sign}>
        <Icon name={judged.moot ? 'minus' : icon} size="1em" />
      </span>
      <div className={styles.body}>
        <div className={styles.top}>
          <span className={styles.words}>{clause.words || clause.quote}</span>
          {word ? <span className={styles.outcome}>{word}</span> : null}
        </div>
        <Evidence clause={clause} judged={judged} negated={negated} />
        {clause.quote && clause.quote !== clause.words ? (
          <blockquote className={styles.quote}>
            <span className="hidden">{t('clause.quote')}：</span>
            {clause.quote}
          </blockquote>
        ) : null}
        {onSupply && !judged.moot
          ? missing.map((fact) => (
              <Button
                key={fact.key + (fact.period ?? '')}
                look="secondary"
                className={styles.supply}
                onClick={() => onSupply(fact)}
              >
                <Icon name="plus" />
                {spaced(t('clause.supply', { label: factName(fact) }))}
              </Button>
            ))
          : null}
      </div>
    </li>
  );
}

/** The fact a clause was judged by: what, against what, how far off, says who. */
function Evidence({
  clause,
  judged,
  negated,
}: {
  clause: Clause;
  judged: JudgedNode;
  negated: boolean;
}) {
  if (judged.outcome === 'untested' || judged.outcome === 'human') return null;
  const { fact, gap } = clause;
  // What is forbidden is no requirement; its words above say what must not be.
  const threshold = negated ? '' : clause.threshold;
  const showGap = gap && judged.outcome === 'unmet' && !judged.moot;
  if (!fact?.display && !threshold && !showGap) return null;
  return (
    <dl className={styles.facts}>
      {fact?.display ? (
        <>
          <dt>{t('clause.fact')}</dt>
          <dd>
            {factName(fact)} {factDisplay(fact.display)}
          </dd>
        </>
      ) : null}
      {threshold ? (
        <>
          <dt>{t('clause.threshold')}</dt>
          <dd>{threshold}</dd>
        </>
      ) : null}
      {showGap ? (
        <>
          <dt>{t('clause.gap')}</dt>
          <dd className={styles.gap}>{gap}</dd>
        </>
      ) : null}
      {fact?.display ? (
        <>
          <dt>{t('clause.source')}</dt>
          <dd>{provenance(clause)}</dd>
        </>
      ) : null}
    </dl>
  );
}

/** Who says so, as of when, and how far it can be relied on. */
export function provenance(evidence: {
  source?: string | undefined;
  as_of?: string | undefined;
  tier_label?: string | undefined;
}): string {
  const parts = [
    evidence.source,
    evidence.as_of ? t('clause.asOf', { date: formatDate(evidence.as_of) }) : '',
    evidence.tier_label,
  ];
  // Of what staff have verified, source and tier are the same words.
  return [...new Set(parts.filter(Boolean))].join(' · ');
}
