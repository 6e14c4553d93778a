import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { gone, inspect, LONG_WORK, launch, leave, lookOut, open, screens, see } from './browser';
import { type City, openCity } from './city';
import { loginStaff } from './login';
import { badRegister } from './register';
import { readWorkbook } from './workbook';

/** Enough rows that the import takes long enough to be watched. */
const ROWS = 40_000;

/** A header and one good row in GBK, as old spreadsheet programs save them. */
const GBK = Buffer.from(
  'c6f3d2b5c3fbb3c62ccdb3d2bbc9e7bbe1d0c5d3c3b4fac2eb0d0af6abb4a8cabec0fdd3d0cfdeb9abcbbe2c39313339303130324d4130303030303031320d0a',
  'hex',
);

let city: City;
let browser: Browser;
beforeAll(async () => {
  [city, browser] = await Promise.all([openCity(), launch()]);
});
afterAll(async () => {
  await browser.close();
  await city.close();
});

/** How many enterprises the registry says it has. */
async function registryTotal(page: Page): Promise<number> {
  await page.goto('/desk/enterprises');
  const range = page.getByText(/^第 1—\d+ 条，共 [\d,]+ 条$/);
  await see(range);
  return Number((/共 ([\d,]+) 条/.exec(await range.innerText())?.[1] ?? '').replaceAll(',', ''));
}

async function choose(page: Page, name: string, content: string | Buffer): Promise<void> {
  await page.locator('input[type="file"]').setInputFiles({
    name,
    mimeType: 'text/csv',
    buffer: Buffer.from(content),
  });
  await see(page.getByRole('region', { name: '新的导入' }).getByText(name));
}

describe.each(screens)('a clerk on a screen of $name pixels', (screen) => {
  test('imports a register with three bad rows and finds them in the report', async () => {
    const page = await open(browser, city, screen, '/desk/imports');
    await loginStaff(page);
    await see(page.getByRole('heading', { level: 1, name: '导入' }));
    await inspect(page, 'desk-imports');
    const before = await registryTotal(page);
    await page.goto('/desk/imports');

    const file = `名录${screen.name}.csv`;
    await choose(page, file, badRegister(screen.width * 5000, ROWS));
    const progress = await lookOut(page, '[role="progressbar"][aria-label="进度"]');
    await page.getByRole('button', { name: '开始导入企业名录' }).click();

    // The page of the import: it works, it may be left, and it is found again under the tasks.
    // A fast machine is done before one looks; then the report stands here already.
    const report = page.getByRole('region', { name: '导入报告' });
    await see(page.getByRole('heading', { level: 1, name: `导入：${file}` }));
    await see(page.getByText('可以离开这一页，进展随时在“任务”里查看。').or(report).first());
    expect(await progress()).toBeGreaterThan(0);
    await inspect(page, 'desk-import-running', { words: /^91390102/ });
    await page.goto('/desk/tasks');
    await see(page.getByRole('heading', { level: 1, name: '任务' }));
    const task = page.getByRole('row').filter({ hasText: '导入' }).first();
    await see(task);
    await task.getByRole('link', { name: /查看(进展|结果)/ }).click();

    const good = (ROWS - 3).toLocaleString('en-US');
    await see(
      report.getByText(`共 ${ROWS.toLocaleString('en-US')} 行，导入 ${good} 行：新增 ${good}。`),
      LONG_WORK,
    );
    await see(report.getByText(/^有 3 行没有导入/));
    const problems = page.getByRole('region', { name: '需要核对的行' }).getByRole('row');
    await see(page.getByText('第 1—3 条，共 3 条'));
    expect(await problems.count()).toBe(1 + 3);
    const told = (await problems.allInnerTexts()).slice(1);
    expect(told[0]).toMatch(
      /^2\s+统一社会信用代码\s[\s\S]*应为 18 位，这里是 17 位[\s\S]*没有导入/,
    );
    expect(told[1]).toMatch(/^7\s+企业名称\s[\s\S]*没有企业名称[\s\S]*没有导入/);
    expect(told[2]).toMatch(
      /^39,999\s+统一社会信用代码\s[\s\S]*只能有数字和大写字母[\s\S]*没有导入/,
    );
    await inspect(page, 'desk-import', { words: /^91390102/ });

    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: '下载报告（表格）' }).click();
    const download = await saved;
    expect(download.suggestedFilename()).toMatch(/\.xlsx$/);
    const cells = readWorkbook(await download.path()).flat();
    for (const row of ['2', '7', '39999']) {
      expect(
        cells.some((line) => line[0] === row),
        `row ${row} in the report`,
      ).toBe(true);
    }

    // The list of imports and the registry agree with the report.
    await page.getByRole('link', { name: '导入其他文件' }).click();
    const line = page.getByRole('row').filter({ hasText: file });
    await see(line);
    expect(await line.innerText()).toContain(`导入 ${good} 行，3 行没有导入`);
    expect(await registryTotal(page)).toBe(before + ROWS - 3);
    await leave(page);
  });

  test('is told to save a file in another encoding, and nothing changes', async () => {
    const page = await open(browser, city, screen, '/desk/login?next=/desk/imports');
    await loginStaff(page);
    await see(page.getByRole('heading', { level: 1, name: '导入' }));
    const before = await registryTotal(page);
    await page.goto('/desk/imports');
    await choose(page, '旧表格.csv', GBK);
    await page.getByRole('button', { name: '开始导入企业名录' }).click();
    await see(page.getByText('这个文件没有导入，企业库没有变化'), LONG_WORK);
    const refusal = page.getByRole('alert');
    expect(await refusal.innerText()).toMatch(/GBK[\s\S]*没有导入任何内容[\s\S]*CSV UTF-8/);
    await inspect(page, 'desk-import-gbk');
    expect(await registryTotal(page)).toBe(before);
    await leave(page);
  });

  test('need not send a file of a kind that cannot be read', async () => {
    const page = await open(browser, city, screen, '/desk/login?next=/desk/imports');
    await loginStaff(page);
    await see(page.getByRole('heading', { level: 1, name: '导入' }));
    await choose(page, '旧表格.xls', 'x');
    await see(page.getByText('这是旧版 Excel 文件（.xls）'));
    expect(await page.getByRole('button', { name: '开始导入企业名录' }).isDisabled()).toBe(true);
    await inspect(page, 'desk-import-xls');
    await page.getByRole('button', { name: '换一个文件' }).click();
    await page.getByRole('button', { name: '查看列说明和模板' }).click();
    const guide = page.getByRole('dialog', { name: '企业名录：列说明' });
    await see(guide.getByText('统一社会信用代码'));
    await inspect(page, 'desk-import-guide', {
      words:
        /^(name|uscc|registered|type|capital|industry|scope|province|city|district|address|status|C3511)$/,
    });
    await page.keyboard.press('Escape');
    await gone(guide);
    await leave(page);
  });
});
