import { createTranslate, type PlainKey } from '@/lib/i18n';
import { privacyPortal } from './zh-CN/privacyPortal';

export const tv = createTranslate(privacyPortal);
export type PrivacyPortalKey = PlainKey<typeof privacyPortal>;
