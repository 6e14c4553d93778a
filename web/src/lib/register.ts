/**
 * Facts that the register of enterprises states. A firm changes them at the
 * registration authority, not by declaring something else here.
 */
export const REGISTER_KEYS: ReadonlySet<string> = new Set([
  'industry',
  'division',
  'registered',
  'capital',
  'status',
  'type',
  'size_class',
]);
