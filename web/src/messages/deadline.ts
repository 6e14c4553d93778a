import { createTranslate } from '@/lib/i18n';
import { deadline } from './zh-CN/deadline';

export const tc = createTranslate(deadline);
