import { createTranslate, type PlainKey } from '@/lib/i18n';
import { editor } from './zh-CN/editor';

/** Words of the builder of measures. */
export const te = createTranslate(editor);
export type EditorKey = PlainKey<typeof editor>;
