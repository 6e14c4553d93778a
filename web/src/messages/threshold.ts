import { createTranslate } from '@/lib/i18n';
import { threshold } from './zh-CN/threshold';

export const tt = createTranslate(threshold);
