import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inspect, launch, leave, open, screens, see, settled, still } from './browser';
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

describe.each(screens)('the audit log on a screen of $name pixels', (screen) => {
  const phone = screen.width < 600;

  test('shows the audit administrator who did what, and that the chain holds', async () => {
    const other = await open(browser, city, screen, '/desk/login?next=/desk/admin/audit');
    await loginStaff(other, 'chuangkou', 'a-wrong-password');
    await see(other.getByRole('alert').filter({ hasText: '没有登录成功' }));
    await loginStaff(other, 'chuangkou');
    await see(other.getByText('您没有办理这件事的权限', { exact: false }));
    await leave(other);

    const page = await open(browser, city, screen, '/desk/login?next=/desk/admin/audit');
    await loginStaff(page, 'shenji');
    await see(page.getByRole('heading', { level: 1, name: '审计记录' }));
    const table = page.getByRole('region', { name: '审计记录' });
    await see(table.getByText('登录失败').first());
    await inspect(page, 'audit');

    // The other width has had the chain verified too, when there were fewer entries.
    const whole = page.getByText(/完整：今天 .*核对了 [\d,]+ 条/);
    const verify = page.getByRole('button', { name: '现在核对' });
    await see(verify);
    const before = await whole.allInnerTexts();
    await verify.click();
    await expect.poll(() => whole.allInnerTexts()).not.toEqual(before);
    await see(whole);

    if (phone) {
      await page.getByRole('button', { name: '筛选' }).click();
      await see(page.getByRole('dialog', { name: '筛选' }));
      await still(page);
    }
    await page.getByRole('combobox', { name: '做了什么' }).fill('登录失败');
    // The same words stand in the table.
    await page.locator('.ant-select-item-option[title="登录失败"]:visible').click();
    await page.waitForURL(/action=account\.login_failed/);
    if (phone) await page.getByRole('button', { name: '完成' }).click();
    const open_ = table.getByRole('button', { name: /^查看第 \d+ 条$/ });
    const others = async () => (await open_.count()) - (await table.getByText('登录失败').count());
    await expect.poll(others).toBe(0);
    await settled(table);
    await open_.first().click();
    const entry = page.getByRole('dialog', { name: /^第 \d+ 条审计记录$/ });
    await see(entry.getByText('请求编号'));
    await inspect(page, 'audit-entry');
    await entry.getByText('原始记录（供核查）').click();
    await see(entry.getByText('"hash"', { exact: false }));
    await page.keyboard.press('Escape');

    await page.goto('/desk/admin/audit?name=没有这个人');
    await see(page.getByText('没有符合条件的记录'));
    await inspect(page, 'audit-none');
    await leave(page);
  });
});
