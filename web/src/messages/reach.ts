import { createTranslate } from '@/lib/i18n';
import { reach } from './zh-CN/reach';

export const tr = createTranslate(reach);
