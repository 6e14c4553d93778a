import { createTranslate } from '@/lib/i18n';
import { desk } from './zh-CN/desk';

export const td = createTranslate(desk);
