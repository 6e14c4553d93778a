import { createTranslate } from '@/lib/i18n';
import { definition } from './zh-CN/definition';

export const ty = createTranslate(definition);
