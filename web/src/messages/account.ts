import { createTranslate } from '@/lib/i18n';
import { account } from './zh-CN/account';

export const ta = createTranslate(account);
