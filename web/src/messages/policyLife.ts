import { createTranslate } from '@/lib/i18n';
import { policyLife } from './zh-CN/policyLife';

export const tl = createTranslate(policyLife);
