import { createTranslate } from '@/lib/i18n';
import { exchange } from './zh-CN/exchange';

export const tx = createTranslate(exchange);
