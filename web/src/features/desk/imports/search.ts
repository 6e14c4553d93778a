import { oneOf, pageSpec, type SearchOf, searchReader } from '@/lib/search';

/** Which page of the list of imports. */
export type ImportsSearch = SearchOf<typeof pageSpec>;
export const readImportsSearch = searchReader(pageSpec);

const importSpec = { level: oneOf('warning', 'refusal'), ...pageSpec };

/** Which problems of an import. */
export type ImportSearch = SearchOf<typeof importSpec>;
export const readImportSearch = searchReader(importSpec);
