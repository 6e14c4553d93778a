import { createTranslate, type PlainKey } from '@/lib/i18n';
import { simulate } from './zh-CN/simulate';

export const tsim = createTranslate(simulate);
export type SimulateKey = PlainKey<typeof simulate>;
