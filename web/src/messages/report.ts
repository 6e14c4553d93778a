import { createTranslate } from '@/lib/i18n';
import { report } from './zh-CN/report';

export const tr = createTranslate(report);
