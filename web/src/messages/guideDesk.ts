import { createTranslate } from '@/lib/i18n';
import { guideDesk } from './zh-CN/guideDesk';

export const tg = createTranslate(guideDesk);
