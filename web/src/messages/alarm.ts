import { createTranslate } from '@/lib/i18n';
import { alarm } from './zh-CN/alarm';

export const tw = createTranslate(alarm);
