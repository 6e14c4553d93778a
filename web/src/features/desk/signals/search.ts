import { oneOf, pageSpec, type SearchOf, searchReader } from '@/lib/search';

const spec = { days: oneOf('90') };

/** Over how long groups are counted: 30 days, or 90. */
export type SignalsSearch = SearchOf<typeof spec>;
export const readSignalsSearch = searchReader(spec);

const casesSpec = { ...spec, ...pageSpec };
export type SignalCasesSearch = SearchOf<typeof casesSpec>;
export const readSignalCasesSearch = searchReader(casesSpec);
