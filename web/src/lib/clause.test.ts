import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ConditionNode,
  countClauses,
  type JudgedNode,
  judge,
  type Outcome,
  progress,
} from './clause';

const VALUES = ['true', 'false', 'unknown', 'human'] as const;
type Value = (typeof VALUES)[number];

let next = 0;
function clause(value?: Value): ConditionNode {
  next += 1;
  const id = `c${next}`;
  return { kind: 'clause', clause: { id, words: id, quote: '', ...(value ? { value } : {}) } };
}
const group = (kind: 'all' | 'any' | 'not', ...children: ConditionNode[]): ConditionNode => ({
  kind,
  children,
});
const atLeast = (k: number, ...children: ConditionNode[]): ConditionNode => ({
  kind: 'at_least',
  k,
  children,
});

const tree = fc.letrec<{ node: ConditionNode }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constantFrom(...VALUES).map((value) => clause(value)),
    fc
      .tuple(
        fc.constantFrom('all' as const, 'any' as const),
        fc.array(tie('node'), { minLength: 1, maxLength: 4 }),
      )
      .map(([kind, children]) => group(kind, ...children)),
    tie('node').map((child) => group('not', child)),
    fc
      .array(tie('node'), { minLength: 1, maxLength: 4 })
      .chain((children) =>
        fc.integer({ min: 1, max: children.length }).map((k) => atLeast(k, ...children)),
      ),
  ),
})).node;

/** Kleene's logic with a person's decision taken as true or as false. */
function kleene(node: ConditionNode, human: boolean): boolean | null {
  if (node.kind === 'clause') {
    const value = node.clause?.value;
    if (value === 'human') return human;
    return value === 'unknown' ? null : value === 'true';
  }
  const parts = (node.children ?? []).map((child) =>
    kleene(child, node.kind === 'not' ? !human : human),
  );
  if (node.kind === 'not') return parts[0] === null || parts[0] === undefined ? null : !parts[0];
  const yes = parts.filter((part) => part === true).length;
  const open = parts.filter((part) => part === null).length;
  const k = node.kind === 'all' ? parts.length : node.kind === 'any' ? 1 : (node.k ?? 1);
  if (yes >= k) return true;
  return yes + open < k ? false : null;
}

/** The verdict of the published contract: best and worst outcome of what people decide. */
function expected(node: ConditionNode): Outcome {
  const best = kleene(node, true);
  if (best === false) return 'unmet';
  if (best === null) return 'unknown';
  return kleene(node, false) === true ? 'met' : 'human';
}

function all(judged: JudgedNode): JudgedNode[] {
  return [judged, ...judged.children.flatMap(all)];
}

describe('a tree of conditions', () => {
  it('comes out as the contract of verdicts says', () => {
    fc.assert(
      fc.property(tree, (node) => {
        expect(judge(node).outcome).toBe(expected(node));
      }),
      { numRuns: 500 },
    );
  });

  it('mutes nothing that is met, and nothing in a group that is not met', () => {
    fc.assert(
      fc.property(tree, (node) => {
        for (const judged of all(judge(node))) {
          for (const child of judged.children) {
            if (child.moot) {
              expect(child.outcome).not.toBe('met');
              expect(judged.outcome).toBe('met');
            }
          }
        }
      }),
    );
  });

  it('shows a forbidden circumstance as met when the enterprise is free of it', () => {
    const judged = judge(group('not', clause('false')));
    expect(judged.outcome).toBe('met');
    expect(judged.children[0]?.outcome).toBe('met');
  });

  it('mutes the branch that was not needed', () => {
    const judged = judge(group('any', clause('true'), clause('false'), clause('unknown')));
    expect(judged.children.map((child) => child.moot)).toEqual([false, true, true]);
  });

  it('that was not tested against an enterprise claims nothing', () => {
    const judged = judge(group('all', clause(), group('not', clause())));
    expect(all(judged).map((part) => part.outcome)).toEqual(Array(4).fill('untested'));
  });

  it('counts its clauses and how far a group is met', () => {
    const node = group('all', clause('true'), group('any', clause('false'), clause('unknown')));
    expect(countClauses(node)).toBe(3);
    expect(progress(judge(node))).toEqual({ met: 1, total: 2 });
  });
});
