import { createTranslate } from '@/lib/i18n';
import { libraryDesk } from './zh-CN/libraryDesk';

export const tk = createTranslate(libraryDesk);
