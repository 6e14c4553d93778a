import { createTranslate } from '@/lib/i18n';
import { figure } from './zh-CN/figure';

export const tf = createTranslate(figure);
