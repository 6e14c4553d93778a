import { code, date, pageSpec, type SearchOf, searchReader, words } from '@/lib/search';

const spec = {
  name: words(50),
  action: code,
  object: code,
  from: date,
  until: date,
  ...pageSpec,
};

/** What the audit log is narrowed down by, and which page of it is shown. */
export type AuditSearch = SearchOf<typeof spec>;

export const readAuditSearch = searchReader(spec);
