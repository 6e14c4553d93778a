import { createTranslate, type PlainKey } from '@/lib/i18n';
import { sorting } from './zh-CN/sorting';

export const ts = createTranslate(sorting);
export type SortingKey = PlainKey<typeof sorting>;
