import { createTranslate } from '@/lib/i18n';
import { notice } from './zh-CN/notice';

export const tn = createTranslate(notice);
