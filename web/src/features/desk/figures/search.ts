import { oneOf, type SearchOf, searchReader } from '@/lib/search';

const boardSpec = { by: oneOf('person') };

/** How the board is laid out: by department, or by the people in them too. */
export type BoardSearch = SearchOf<typeof boardSpec>;
export const readBoardSearch = searchReader(boardSpec);
