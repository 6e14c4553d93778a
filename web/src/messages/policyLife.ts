import { createTranslate, type PlainKey } from '@/lib/i18n';
import { policyLife } from './zh-CN/policyLife';

export const tl = createTranslate(policyLife);
export type PolicyLifeKey = PlainKey<typeof policyLife>;
