import { createTranslate, type PlainKey } from '@/lib/i18n';
import { portal } from './zh-CN/portal';

export const tm = createTranslate(portal);
export type PortalKey = PlainKey<typeof portal>;
