import { createTranslate } from '@/lib/i18n';
import { draft } from './zh-CN/draft';

export const tdt = createTranslate(draft);
