import { createTranslate, type PlainKey } from '@/lib/i18n';
import { org } from './zh-CN/org';

export const to = createTranslate(org);
export type OrgKey = PlainKey<typeof org>;
