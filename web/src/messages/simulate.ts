import { createTranslate } from '@/lib/i18n';
import { simulate } from './zh-CN/simulate';

export const tsim = createTranslate(simulate);
