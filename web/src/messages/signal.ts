import { createTranslate } from '@/lib/i18n';
import { signal } from './zh-CN/signal';

export const ti = createTranslate(signal);
