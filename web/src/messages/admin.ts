import { createTranslate, type PlainKey } from '@/lib/i18n';
import { admin } from './zh-CN/admin';

/** Words of the administrators' screens. */
export const ta = createTranslate(admin);
export type AdminKey = PlainKey<typeof admin>;
