import { createTranslate, type PlainKey } from '@/lib/i18n';
import { shared } from './zh-CN/shared';

export const t = createTranslate(shared);
export type SharedKey = PlainKey<typeof shared>;
