import { createTranslate } from '@/lib/i18n';
import { issue } from './zh-CN/issue';

export const tk = createTranslate(issue);
