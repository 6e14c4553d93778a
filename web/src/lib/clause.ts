import type { components } from '@/api/schema';

export type ConditionNode = components['schemas']['Node'];
export type Clause = NonNullable<ConditionNode['clause']>;

/** What a condition means for the enterprise, after any surrounding "not". */
export type Outcome = 'met' | 'unmet' | 'unknown' | 'human' | 'untested';

/** A condition with its outcome and the way it is to be shown. */
export interface JudgedNode {
  node: ConditionNode;
  outcome: Outcome;
  /** It no longer matters: the group around it is decided without it. */
  moot: boolean;
  children: JudgedNode[];
}

const FLIPPED: Readonly<Record<Outcome, Outcome>> = {
  met: 'unmet',
  unmet: 'met',
  unknown: 'unknown',
  human: 'human',
  untested: 'untested',
};

function clauseOutcome(clause: Clause | undefined | null): Outcome {
  switch (clause?.value) {
    case 'true':
      return 'met';
    case 'false':
      return 'unmet';
    case 'unknown':
      return 'unknown';
    case 'human':
      return 'human';
    default:
      return 'untested';
  }
}

/** True when k outcomes are met, false when k can no longer be, else what it waits for. */
function atLeast(k: number, outcomes: Outcome[]): Outcome {
  const count = (wanted: Outcome) => outcomes.filter((outcome) => outcome === wanted).length;
  if (count('untested') > 0) return 'untested';
  const met = count('met');
  const human = count('human');
  if (met >= k) return 'met';
  if (met + human + count('unknown') < k) return 'unmet';
  return met + human >= k ? 'human' : 'unknown';
}

function needed(node: ConditionNode): number {
  const size = node.children?.length ?? 0;
  if (node.kind === 'any') return Math.min(1, size);
  if (node.kind === 'at_least') return node.k ?? 1;
  return size;
}

/**
 * Judges a tree of conditions for display. Facts are compared on the server;
 * here the values of the clauses are only carried up through the groups, so
 * that a group can say how far it is met and mute what no longer matters.
 *
 * Inside a "not" each clause is shown from the enterprise's side: 未列入失信
 * is met when the clause 列入失信 is false.
 */
export function judge(node: ConditionNode, negated = false): JudgedNode {
  if (node.kind === 'clause') {
    const raw = clauseOutcome(node.clause);
    return { node, outcome: negated ? FLIPPED[raw] : raw, moot: false, children: [] };
  }
  const inside = node.kind === 'not' ? !negated : negated;
  const children = (node.children ?? []).map((child) => judge(child, inside));
  const outcomes = children.map((child) => child.outcome);
  // Under a "not", "k of n hold" fails only when n-k+1 of them are refuted (De Morgan).
  const k = inside ? outcomes.length - needed(node) + 1 : needed(node);
  const outcome = node.kind === 'not' ? atLeast(outcomes.length, outcomes) : atLeast(k, outcomes);
  const optional = node.kind !== 'not' && k < outcomes.length;
  for (const child of children) {
    child.moot = optional && outcome === 'met' && child.outcome !== 'met';
  }
  return { node, outcome, moot: false, children };
}

/** How many of the direct parts of a group are met. */
export function progress(judged: JudgedNode): { met: number; total: number } {
  return {
    met: judged.children.filter((child) => child.outcome === 'met').length,
    total: judged.children.length,
  };
}

/** Number of clauses in a tree. */
export function countClauses(node: ConditionNode): number {
  if (node.kind === 'clause') return 1;
  return (node.children ?? []).reduce((sum, child) => sum + countClauses(child), 0);
}
