import { createTranslate } from '@/lib/i18n';
import { guide } from './zh-CN/guide';

export const tg = createTranslate(guide);
