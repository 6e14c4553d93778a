import { code, oneOf, pageSpec, type SearchOf, searchReader, words } from '@/lib/search';

/** The trays of the inbox, in the order they are shown. */
export const BOXES = [
  'mine',
  'department',
  'accept',
  'dispatch',
  'read',
  'callback',
  'extension',
  'today',
  'risk',
  'late',
  'deliberation',
  'open',
  'all',
] as const;
export type Box = (typeof BOXES)[number];

/** The name under which cases are found that nobody leads, or that nobody has taken. */
export const NOBODY = 'nobody';

export const KINDS = ['consult', 'suggest', 'complain', 'help', 'report'] as const;
export const CHANNELS = [
  'hotline',
  'qr',
  'portal',
  'box',
  'visit',
  'counter',
  'group',
  'open311',
] as const;
export const STATES = [
  'received',
  'accepted',
  'dispatched',
  'in_hand',
  'replied',
  'read',
  'closed',
  'not_accepted',
  'withdrawn',
  'merged',
] as const;

const spec = {
  box: oneOf(...BOXES),
  state: oneOf(...STATES),
  kind: oneOf(...KINDS),
  channel: oneOf(...CHANNELS),
  urgency: oneOf('normal', 'urgent'),
  lead: code,
  handler: code,
  q: words(60),
  uscc: code,
  sort: oneOf('due'),
  ...pageSpec,
};

/** What the inbox shows: which tray, narrowed by what, in which order. */
export type AppealsSearch = SearchOf<typeof spec>;
export const readAppealsSearch = searchReader(spec);

/** The permission that a tray is for; without one it is everybody's. */
const FOR: Readonly<Partial<Record<Box, readonly string[]>>> = {
  mine: ['appeal.handle'],
  department: ['appeal.handle'],
  accept: ['appeal.dispatch'],
  dispatch: ['appeal.dispatch'],
  read: ['appeal.review'],
  callback: ['appeal.callback'],
  extension: ['appeal.lead', 'appeal.handle'],
};

/** The trays of a person, by what the server says that he may do. */
export function traysOf(can: (permission: string) => boolean): Box[] {
  return BOXES.filter((box) => FOR[box]?.some(can) ?? true);
}

/** The tray in which a person's own work arrives; it opens first and is counted beside the name. */
export function ownBox(can: (permission: string) => boolean): Box {
  if (can('appeal.dispatch')) return 'accept';
  if (can('appeal.handle')) return 'department';
  if (can('appeal.lead')) return 'extension';
  return can('appeal.callback') ? 'callback' : 'all';
}
