import { createTranslate } from '@/lib/i18n';
import { publicSite } from './zh-CN/public';

export const tp = createTranslate(publicSite);
