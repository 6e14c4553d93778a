import { createTranslate, type PlainKey } from '@/lib/i18n';
import { desk } from './zh-CN/desk';

export const td = createTranslate(desk);
export type DeskKey = PlainKey<typeof desk>;
