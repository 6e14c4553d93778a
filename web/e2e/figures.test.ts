import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { inspect, launch, leave, open, type Screen, screens, see } from './browser';
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

/** A person of the demo city at the desk. */
async function person(login: string, path: string, screen: Screen = screens[1]): Promise<Page> {
  const page = await open(browser, city, screen, `/desk/login?next=${encodeURIComponent(path)}`);
  await loginStaff(page, login);
  await page.waitForURL((url) => url.pathname !== '/desk/login');
  return page;
}

describe('the figures of appeals', () => {
  test.each(screens)('a leader opens the board and what is behind it on $name', async (screen) => {
    const page = await person('quzhang', '/desk/appeal-board', screen);
    await see(page.getByRole('heading', { level: 1, name: '督办看板' }));
    const table = page.getByRole('region', { name: '督办看板' });
    await see(table.getByRole('link').first());
    await inspect(page, 'desk-appeal-board');
    await page.getByText('按经办人').click();
    const late = table.getByRole('link', { name: /已超期 \d+ 件/ }).first();
    await see(late);
    await inspect(page, 'desk-appeal-board-people');
    const count = await late.innerText();
    await late.click();
    await see(page.getByText(`共 ${count} 条`));
    await leave(page);
  });

  test.each(screens)('the three rates open the cases they count on $name', async (screen) => {
    const page = await person('quzhang', '/desk/appeal-rates', screen);
    await see(page.getByRole('heading', { level: 1, name: '诉求三率' }));
    const table = page.getByRole('region', { name: '诉求三率' });
    await see(table.getByRole('link').first());
    await page.getByText('怎么算').click();
    await see(page.getByText('反映人确认已解决的', { exact: false }));
    await inspect(page, 'desk-appeal-rates');
    const all = table.getByRole('link', { name: /^全部：解决率的分母/ });
    const count = await all.innerText();
    await all.click();
    await see(page.getByRole('heading', { level: 1, name: '数字背后的诉求' }));
    await see(page.getByText(`共 ${count} 条`));
    await inspect(page, 'desk-appeal-rate-cases');
    await page.getByRole('link', { name: '回到三率' }).click();
    await see(table.getByRole('link').first());
    await page.getByText('被叫来协办').click();
    await page.getByText('按类型').click();
    await see(table.getByRole('columnheader', { name: '类型' }));
    await leave(page);
  });
});
