import { createTranslate } from '@/lib/i18n';
import { drafting } from './zh-CN/drafting';

export const tdr = createTranslate(drafting);
