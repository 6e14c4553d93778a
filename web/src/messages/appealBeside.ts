import { createTranslate } from '@/lib/i18n';
import { appealBeside } from './zh-CN/appealBeside';

export const tb = createTranslate(appealBeside);
