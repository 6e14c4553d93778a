import { createTranslate } from '@/lib/i18n';
import { shared } from './zh-CN/shared';

export const t = createTranslate(shared);
export type SharedKey = keyof typeof shared;
