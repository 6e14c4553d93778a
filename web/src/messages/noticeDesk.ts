import { createTranslate } from '@/lib/i18n';
import { noticeDesk } from './zh-CN/noticeDesk';

export const tm = createTranslate(noticeDesk);
