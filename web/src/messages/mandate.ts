import { createTranslate } from '@/lib/i18n';
import { mandate } from './zh-CN/mandate';

export const tn = createTranslate(mandate);
