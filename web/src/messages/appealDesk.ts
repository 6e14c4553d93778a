import { createTranslate, type PlainKey } from '@/lib/i18n';
import { appealDesk } from './zh-CN/appealDesk';

export const tq = createTranslate(appealDesk);
export type AppealDeskKey = PlainKey<typeof appealDesk>;
