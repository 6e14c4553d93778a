import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { gone, inspect, launch, leave, open, screens, see } from './browser';
import { type City, openCity } from './city';
import { loginFirm, loginStaff } from './login';

let city: City;
let browser: Browser;
beforeAll(async () => {
  [city, browser] = await Promise.all([openCity(), launch()]);
});
afterAll(async () => {
  await browser.close();
  await city.close();
});

/** Kinds and names of files. */
const FILES = /^(PDF|DOCX|XLSX|HTML|Markdown|TXT|PNG|JPG|md|txt)$/;

/** The basis that was repealed, and with it the ground under what implements it. */
const BASIS = '霁川市科技企业梯次培育试行办法';

/** A page without a word on it, as a scanner makes them. */
const SCAN = `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj
trailer<</Root 1 0 R>>
%%EOF`;

const choose = (page: Page, name: string, mimeType: string, content: string) =>
  page
    .locator('input[type="file"]')
    .first()
    .setInputFiles({ name, mimeType, buffer: Buffer.from(content) });

describe.each(screens)('the library of policies on a screen of $name pixels', (screen) => {
  // Each screen has a policy and a firm of its own: what one writes, the other does not see.
  const phone = screen.width < 600;
  const title = phone ? '望渚区科技企业入库奖励细则' : '望渚区科技企业出库管理细则';

  test('an editor reads a policy from a file, relates it, publishes it, finds it due, adds a theme', async () => {
    const page = await open(browser, city, screen, '/desk/login?next=/desk/policies');
    await loginStaff(page, 'zhengce');
    await see(page.getByRole('link', { name: '望渚区支持企业加大研发投入若干措施' }));
    await inspect(page, 'desk-policies');
    await page.getByRole('button', { name: '新建政策' }).click();
    await see(page.getByRole('heading', { level: 1, name: '新建政策' }));
    await choose(page, '扫描件.pdf', 'application/pdf', SCAN);
    await see(page.getByRole('alert').filter({ hasText: '没有文字' }));
    const text = `# ${title}\n\n第一条 为规范入库，制定本细则。\n\n第二条 企业自愿申请，区科技局十日内答复。\n`;
    await choose(page, '细则.md', 'text/markdown', text);
    await see(page.getByText(/已从 .+ 读出 \d+ 个字/));
    await gone(page.getByRole('alert'));
    expect(await page.getByRole('textbox', { name: '名称', exact: true }).inputValue()).toBe(title);
    await page.getByRole('combobox', { name: '哪份文件' }).fill('梯次培育试行');
    await page.locator('.ant-select-item-option').filter({ hasText: BASIS }).first().click();
    await see(page.getByRole('button', { name: `删除与“${BASIS}”的关系` }));
    await inspect(page, 'desk-policy-form', { words: FILES });
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await see(page.getByRole('heading', { level: 1, name: title }));
    await page.getByRole('button', { name: '公开', exact: true }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /公\s*开/ })
      .click();
    await see(page.getByText('已公开', { exact: true }).first());
    await see(page.getByRole('note').filter({ hasText: '需要复核' }));
    await inspect(page, 'desk-policy', { words: FILES });
    await page.goto('/desk/policies?due=true&mine=true');
    await see(page.getByRole('row').filter({ hasText: title }).getByText('上位文件已废止'));

    // Many at once: what cannot be read is told beside its name and stops nothing.
    await page.getByRole('button', { name: '批量导入' }).click();
    const files = [
      {
        name: `办法${screen.name}.md`,
        mimeType: '',
        buffer: Buffer.from(`# 望渚区导入办法${screen.name}\n\n第一条 甲。`),
      },
      { name: '旧办法.doc', mimeType: '', buffer: Buffer.from('d0cf11e0a1b11ae1', 'hex') },
    ];
    const bring = async () => {
      await page.getByLabel('选择文件或 ZIP').first().setInputFiles(files);
      await page.getByRole('button', { name: '开始导入 2 个文件' }).click();
    };
    await bring();
    await see(page.getByText('已处理 2 / 2 个 · 新增 1 · 没有导入 1'));
    await see(page.getByRole('listitem').filter({ hasText: '旧版 .doc' }));
    await inspect(page, 'desk-policy-import', {
      words:
        /^(PDF|DOCX|HTML|Markdown|TXT|ZIP|MB|index|csv|index\.csv|\d+\.md|doc|docx|wps|\.doc|\.docx|\.wps)$/,
    });
    await bring();
    await see(page.getByText('已处理 2 / 2 个 · 没有变化 1 · 没有导入 1'));
    await page.getByRole('link', { name: `望渚区导入办法${screen.name}` }).click();
    await page.getByRole('button', { name: '删除', exact: true }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /删\s*除/ })
      .click();
    await see(page.getByText('已删除'));
    await page.goto('/desk/policies');

    await page.getByRole('button', { name: '主题目录' }).click();
    await page.getByRole('button', { name: '在“人才用工”下添加' }).click();
    await page
      .getByRole('textbox', { name: '“人才用工 › 新主题”的名称' })
      .fill(`培训${screen.name}`);
    await inspect(page, 'desk-themes');
    await page.getByRole('button', { name: '保存目录' }).click();
    await see(page.getByText('主题目录已保存'));
    await leave(page);
  });

  test('a visitor finds it, reads that its basis is gone, and cites an article', async () => {
    const page = await open(browser, city, screen, '/policies');
    await page.getByRole('searchbox').fill(title);
    await page.keyboard.press('Enter');
    await inspect(page, 'policies');
    await page.getByRole('link', { name: title }).click();
    await see(page.getByRole('heading', { level: 1, name: title }));
    const warning = page.getByRole('note').filter({ hasText: '上位文件已废止' });
    await see(warning.getByRole('link', { name: BASIS }));
    await page.getByRole('link', { name: '引用第二条' }).click();
    await see(page.getByText(`《${title}》第二条`));
    expect(new URL(page.url()).hash).toBe('#art-2');
    await inspect(page, 'policy', { words: FILES });
    await warning.getByRole('link', { name: BASIS }).click();
    await see(page.getByRole('note').filter({ hasText: '这份文件已经废止' }));
    await see(page.getByRole('region', { name: '与其他文件的关系' }).getByText(title));
    await leave(page);
  });

  test('a firm subscribes, and no longer does', async () => {
    const page = await open(browser, city, screen, '/my');
    await loginFirm(page, city, phone ? '19000000001' : '19000000006');
    await page.waitForURL(/\/my\/9139/);
    await page.getByRole('link', { name: '我的', exact: true }).click();
    await page.getByRole('link', { name: '订阅政策' }).click();
    await see(page.getByRole('heading', { name: '添加订阅' }));
    await page.getByRole('button', { name: '订阅', exact: true }).click();
    await see(page.getByText('请至少填写一项'));
    await page.getByRole('textbox', { name: '关键词' }).fill('技改');
    await page.getByRole('combobox', { name: '行业' }).selectOption({ label: '制造业' });
    await page.getByRole('button', { name: '订阅', exact: true }).click();
    const mine = page.getByRole('listitem').filter({ hasText: '制造业 · 含“技改”' });
    await see(mine);
    await inspect(page, 'portal-subscriptions');
    await mine.getByRole('button').click();
    await gone(mine);
    await leave(page);
  });
});
