import { createTranslate } from '@/lib/i18n';
import { place } from './zh-CN/place';

export const ts = createTranslate(place);
