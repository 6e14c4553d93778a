import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inspect, launch, leave, open, screens, see } from './browser';
import { type City, openCity } from './city';
import { loginStaff } from './login';
import { badRegister } from './register';

let city: City;
let browser: Browser;
beforeAll(async () => {
  [city, browser] = await Promise.all([openCity(), launch()]);
});
afterAll(async () => {
  await browser.close();
  await city.close();
});

/** Imports a small register, which is what the clerk is told of. */
async function importRegister(page: Page, file: string, start: number): Promise<void> {
  await page.goto('/desk/imports');
  await page.locator('input[type="file"]').setInputFiles({
    name: file,
    mimeType: 'text/csv',
    buffer: Buffer.from(badRegister(start, 20)),
  });
  await page.getByRole('button', { name: '开始导入企业名录' }).click();
  await see(page.getByRole('region', { name: '导入报告' }));
}

describe.each(screens)('somebody at the desk on a screen of $name pixels', (screen) => {
  test('sees the bell, opens the message, reads it, and chooses what to be told', async () => {
    const page = await open(browser, city, screen, '/desk');
    await loginStaff(page);
    await see(page.getByRole('link', { name: /^消息/ }));
    const file = `小名录${screen.name}.csv`;
    await importRegister(page, file, screen.width * 7000);

    await page.reload();
    const bell = page.getByRole('banner').getByRole('link', { name: /^消息，\d+ 条未读$/ });
    await see(bell);
    await bell.click();
    const item = page
      .getByRole('list', { name: '我的消息' })
      .getByRole('listitem')
      .filter({ hasText: file });
    await see(item.getByText('未读'));
    await inspect(page, 'desk-notices');
    await item.getByRole('link', { name: '查看' }).click();
    await see(page.getByRole('heading', { level: 1, name: `导入：${file}` }));

    await page.goto('/desk/notices');
    await see(item.getByRole('heading'));
    await expect.poll(() => item.getByText('未读').count()).toBe(0);
    await page.getByRole('button', { name: '未读', exact: true }).click();
    await expect.poll(() => new URL(page.url()).searchParams.get('unread')).toBe('true');
    await expect.poll(() => item.count()).toBe(0);

    await page.getByRole('link', { name: '消息设置' }).click();
    const system = page.getByRole('group', { name: '系统', exact: true });
    const own = system.getByLabel('短信');
    await see(own);
    const before = await own.isChecked();
    await own.click();
    await page.getByRole('button', { name: '保存' }).click();
    await see(page.getByText('已保存'));
    await inspect(page, 'desk-notice-settings');
    await page.reload();
    await see(own);
    expect(await own.isChecked()).toBe(!before);
    expect(
      await page.getByRole('group', { name: '账号安全' }).getByLabel('站内消息').isDisabled(),
    ).toBe(true);
    await leave(page);
  });
});
