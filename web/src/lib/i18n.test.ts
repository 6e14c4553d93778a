import { expect, it } from 'vitest';
import { createTranslate } from './i18n';

const t = createTranslate({ plain: '保存', counted: '共 {total} 项，{total} 家，{who}' } as const);

it('a text is filled with its values, each as often as it is named', () => {
  expect(t('plain')).toBe('保存');
  expect(t('counted', { total: 3, who: '张三' })).toBe('共 3 项，3 家，张三');
});

it('a value is never read as a template', () => {
  expect(t('counted', { total: '{who}', who: '$&' })).toBe('共 {who} 项，{who} 家，$&');
});
