import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inspect, launch, leave, open, screens, see } from './browser';
import { type City, openCity } from './city';
import { type Federation, openProvider } from './federation';
import { DEMO_ACCOUNTS } from './login';

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
    await desk.getByLabel('用户名').fill('office');
    await desk.getByLabel('口令').fill('demo');
    await desk.getByRole('button', { name: '确认登录' }).click();
    await see(desk.getByRole('heading', { level: 1 }));
    expect(new URL(desk.url()).pathname).toMatch(/^\/desk/);
    await leave(desk);

    const portal = await open(browser, city, screen, '/my/login');
    await portal.getByRole('button', { name: '用统一身份认证登录' }).click();
    await portal.getByLabel('用户名').fill('firm');
    await portal.getByLabel('口令').fill('demo');
    await portal.getByRole('button', { name: '确认登录' }).click();
    await see(portal.getByText('预计可享受金额'));
    await leave(portal);
  });
});
