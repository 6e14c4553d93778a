/** One entry of a tree of codes. */
export interface CodeEntry {
  code: string;
  name: string;
  has_children: boolean;
}

export type Tree = 'division' | 'industry';

/** Digits of each level of a division code: province, city, district, street, community. */
const LEVELS = [2, 2, 2, 3, 3];

/** A division code without the levels it does not say: `370100` → `3701`. */
function branch(code: string): string {
  let end = 0;
  let at = 0;
  for (const width of LEVELS) {
    const group = code.slice(at, at + width);
    at += width;
    if (/[1-9]/.test(group)) end = at;
  }
  return code.slice(0, Math.min(end, code.length)) + code.slice(at);
}

/** Whether a code lies in the branch of another, or is that branch itself. */
export function liesUnder(tree: Tree, code: string, ancestor: string): boolean {
  if (code === ancestor) return true;
  return code.startsWith(tree === 'division' ? branch(ancestor) : ancestor);
}

/**
 * The entries from the root down to a code, asked for level by level; as far as
 * the tree knows it. Empty when the tree does not hold the code at all.
 */
export async function pathTo(
  tree: Tree,
  code: string,
  children: (parent: string) => Promise<readonly CodeEntry[]>,
): Promise<CodeEntry[]> {
  const path: CodeEntry[] = [];
  let parent = '';
  for (;;) {
    const level = await children(parent);
    const found =
      level.find((entry) => entry.code === code) ??
      level.find((entry) => liesUnder(tree, code, entry.code));
    if (!found) return [];
    path.push(found);
    if (found.code === code) return path;
    if (!found.has_children || found.code === parent) return [];
    parent = found.code;
  }
}
