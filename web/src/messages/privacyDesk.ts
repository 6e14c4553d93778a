import { createTranslate, type PlainKey } from '@/lib/i18n';
import { privacyDesk } from './zh-CN/privacyDesk';

export const tp = createTranslate(privacyDesk);
export type PrivacyDeskKey = PlainKey<typeof privacyDesk>;
