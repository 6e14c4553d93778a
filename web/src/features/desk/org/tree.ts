import type { Department } from './api';

/** A department with those below it. */
export interface Branch {
  department: Department;
  below: Branch[];
}

/** The tree of a list in which every department stands behind the one above it. */
export function branches(list: readonly Department[]): Branch[] {
  const known = new Map<string, Branch>();
  const top: Branch[] = [];
  for (const department of list) {
    const branch: Branch = { department, below: [] };
    known.set(department.id, branch);
    (known.get(department.parent)?.below ?? top).push(branch);
  }
  return top;
}

/** The departments from the top down to one. */
export function pathOf(list: readonly Department[], id: string): Department[] {
  const known = new Map(list.map((one) => [one.id, one]));
  const path: Department[] = [];
  for (let at = known.get(id); at && !path.includes(at); at = known.get(at.parent))
    path.unshift(at);
  return path;
}

/** One department and all below it. */
export function within(list: readonly Department[], id: string): Set<string> {
  const found = new Set([id]);
  for (const one of list) if (found.has(one.parent)) found.add(one.id);
  return found;
}
