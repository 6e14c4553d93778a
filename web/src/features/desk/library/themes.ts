/** A theme as it is edited. */
export interface Term {
  code: string;
  parent: string;
  label: string;
}

/** A theme where it stands in the tree. */
export interface Row {
  term: Term;
  depth: number;
  /** Its name with those above it. */
  path: string;
  /** Whether nothing stands before it, after it, below it. */
  first: boolean;
  last: boolean;
  leaf: boolean;
}

/** The themes as the tree shows them: each before what is under it. */
export function walk(terms: readonly Term[], parent = '', depth = 0, above = ''): Row[] {
  const level = terms.filter((term) => term.parent === parent);
  return level.flatMap((term, at) => {
    const path = above ? `${above} › ${term.label}` : term.label;
    const below = depth > 8 ? [] : walk(terms, term.code, depth + 1, path);
    const row = { term, depth, path, first: at === 0, last: at === level.length - 1 };
    return [{ ...row, leaf: below.length === 0 }, ...below];
  });
}

/** The themes with a new one under another, or at the top for ''. */
export function added(terms: readonly Term[], parent: string, label: string): Term[] {
  // Nobody sees the code; it only has to be one that no theme ever had.
  const code = `t-${crypto.getRandomValues(new Uint32Array(2)).join('-')}`;
  return [...terms, { code, parent, label }];
}

/** The themes with one a place further among those beside it. */
export function moved(terms: readonly Term[], code: string, by: 1 | -1): readonly Term[] {
  const term = terms.find((one) => one.code === code);
  const level = terms.filter((one) => one.parent === term?.parent);
  const other = level[level.findIndex((one) => one.code === code) + by];
  if (!term || !other) return terms;
  return terms.map((one) => (one === term ? other : one === other ? term : one));
}

/** The themes without one. */
export function removed(terms: readonly Term[], code: string): Term[] {
  return terms.filter((one) => one.code !== code);
}
