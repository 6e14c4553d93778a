import { createTranslate } from '@/lib/i18n';
import { subscription } from './zh-CN/subscription';

export const ts = createTranslate(subscription);
