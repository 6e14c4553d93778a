import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inspect, launch, leave, open, screens, see } from './browser';
import { type City, openCity } from './city';
import { type Federation, openProvider } from './federation';
import { DEMO_ACCOUNTS, loginStaff } from './login';

/** Passes the page of the provider. */
async function pass(page: Page, account: string): Promise<void> {
  await page.getByLabel('用户名').fill(account);
  await page.getByLabel('口令').fill('demo');
  await page.getByRole('button', { name: '确认登录' }).click();
}

describe.each(screens)('an identity provider, on a screen of $name pixels', (screen) => {
  let city: City;
  let browser: Browser;
  let provider: Federation;
  beforeAll(async () => {
    provider = await openProvider({
      office: { preferred_username: 'shili', name: '某示例' },
      nobody: { preferred_username: 'nobody' },
      firm: { name: '钱示例', phone_number: '19000000001', phone_number_verified: true },
    });
    [city, browser] = await Promise.all([openCity(provider), launch()]);
  });
  afterAll(async () => {
    await browser.close();
    await city.close();
    provider.close();
  });

  test('lets staff and people of firms in, and nobody else', async () => {
    const desk = await open(browser, city, screen, '/desk/login?next=%2Fdesk%2Ftasks');
    const door = desk.getByRole('button', { name: '用单位统一身份认证登录' });
    await see(door);
    await inspect(desk, 'desk-login-provider', { words: DEMO_ACCOUNTS });
    await door.click();
    await see(desk.getByRole('heading', { name: '示例统一身份认证' }));
    await desk.getByRole('button', { name: '取消' }).click();
    await see(desk.getByRole('alert').filter({ hasText: '没有登录成功' }));
    await inspect(desk, 'desk-login-failed', { words: DEMO_ACCOUNTS });
    await door.click();
    await pass(desk, 'office');
    // The page of the provider has a heading too.
    await see(desk.getByRole('heading', { level: 1, name: /您好$/ }));
    expect(new URL(desk.url()).pathname).toMatch(/^\/desk/);
    await leave(desk);

    const portal = await open(browser, city, screen, '/my/login');
    await portal.getByRole('button', { name: '用统一身份认证登录' }).click();
    await pass(portal, 'firm');
    await see(portal.getByText('预计可享受金额'));
    await leave(portal);
  });

  test('is linked to the account of somebody it does not know, and unlinked', async () => {
    const desk = await open(browser, city, screen, '/desk/account?tab=identities');
    await loginStaff(desk, 'zhengce');
    const list = desk.getByRole('list', { name: '统一身份认证' });
    await see(list.getByText('还没有关联'));
    const link = list.getByRole('button', { name: /^关联/ });
    await link.click();
    await desk.getByRole('button', { name: '取消' }).click();
    await see(desk.getByRole('alert').filter({ hasText: '没有关联成功' }));
    expect(new URL(desk.url()).pathname).toBe('/desk/account');
    await inspect(desk, 'account-identities-failed');
    await link.click();
    await pass(desk, 'nobody');
    await see(list.getByText('还没有用它登录过'));
    await inspect(desk, 'account-identities');
    await leave(desk);

    const again = await open(browser, city, screen, '/desk/login');
    await again.getByRole('button', { name: '用单位统一身份认证登录' }).click();
    await pass(again, 'nobody');
    await see(again.getByRole('heading', { level: 1, name: /您好$/ }));
    await again.goto('/desk/account');
    await again.getByRole('link', { name: '统一身份认证' }).click();
    await see(again.getByText('最近使用：今天'));
    await again.getByRole('button', { name: /^取消关联/ }).click();
    const asked = again.getByRole('dialog');
    await inspect(again, 'account-identities-unlink');
    await asked.getByRole('button', { name: '确认取消关联' }).click();
    await see(again.getByText('还没有关联'));
    await leave(again);
  });
});
