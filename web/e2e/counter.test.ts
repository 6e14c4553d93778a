import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { gone, inspect, launch, leave, open, type Screen, screens, see } from './browser';
import { type City, openCity } from './city';
import { loginStaff } from './login';

let city: City;
let browser: Browser;
beforeAll(async () => {
  [city, browser] = await Promise.all([openCity(), launch()]);
});
afterAll(async () => {
  await browser.close();
  await city.close();
});

/** A person of the demo city at the desk, who stays logged in. */
async function person(screen: Screen, login: string, path: string): Promise<Page> {
  const page = await open(browser, city, screen, `/desk/login?next=${encodeURIComponent(path)}`);
  await loginStaff(page, login);
  await page.waitForURL((url) => url.pathname !== '/desk/login');
  return page;
}

describe.each(screens)('what stands beside a case, on $name pixels', (screen) => {
  test('photos and voice notes of a report are looked at and heard at the desk', async () => {
    const visitor = await open(browser, city, screen, '/q/p/ZGDS66');
    await visitor.getByLabel('要解决什么').fill('大厦西门的雨棚漏水，一楼走廊积水，请尽快处理。');
    await visitor.getByLabel('怎么称呼您').fill('李样例');
    await visitor.getByLabel('联系电话').fill('13900002222');
    const buffer = await visitor.screenshot();
    const add = visitor.getByLabel('添加照片或录音');
    await add.setInputFiles({ name: '雨棚.png', mimeType: 'image/png', buffer });
    await see(visitor.getByText('照片1'));
    await add.setInputFiles({
      name: '说明.amr',
      mimeType: 'audio/amr',
      buffer: Buffer.from('#!AMR\n<1234567890'),
    });
    await see(visitor.getByText('录音2'));
    await visitor.getByRole('button', { name: '提交', exact: true }).click();
    await see(visitor.getByText(/查询码只显示这一次/));
    await leave(visitor);

    const page = await person(screen, 'paidan', '/desk/appeals?box=accept');
    await page.getByRole('row').filter({ hasText: '雨棚漏水' }).first().getByRole('link').click();
    const files = page.getByRole('region', { name: '照片和录音' });
    const photo = files.getByRole('button', { name: '放大照片1' });
    await see(photo);
    // It is drawn, not only announced.
    await expect
      .poll(() => photo.locator('img').evaluate((img) => (img as HTMLImageElement).naturalWidth))
      .toBeGreaterThan(0);
    await see(files.getByText('这种格式要保存后打开'));
    const [saved] = await Promise.all([
      page.waitForEvent('download'),
      files.getByRole('button', { name: '保存录音2' }).click(),
    ]);
    expect(saved.suggestedFilename()).toBe('录音2.amr');
    await inspect(page, 'desk-appeal-files');
    await photo.click();
    await see(page.getByRole('dialog').getByRole('img', { name: '照片1' }));
    await inspect(page, 'desk-appeal-photo');
    await page.keyboard.press('Escape');
    await gone(page.getByRole('dialog'));
    await leave(page);
  });
});
