import { createTranslate } from '@/lib/i18n';
import { library } from './zh-CN/library';

export const tl = createTranslate(library);
