import { createTranslate } from '@/lib/i18n';
import { appealView } from './zh-CN/appealView';

export const tv = createTranslate(appealView);
