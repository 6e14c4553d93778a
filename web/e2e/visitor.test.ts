import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inspect, launch, leave, measuresFound, open, screens, see } from './browser';
import { type City, openCity } from './city';
import { focusName, focusRing, tabTo } from './keyboard';

let city: City;
let browser: Browser;
beforeAll(async () => {
  [city, browser] = await Promise.all([openCity(), launch()]);
});
afterAll(async () => {
  await browser.close();
  await city.close();
});

describe.each(screens)('a visitor on a screen of $name pixels', (screen) => {
  test('finds a measure by a word of two characters and reads its conditions', async () => {
    const page = await open(browser, city, screen, '/');
    await see(page.getByRole('heading', { level: 1, name: /能享受什么政策/ }));
    await see(page.getByRole('article').first());
    await inspect(page, 'home');

    await page.getByRole('combobox', { name: '搜索惠企政策' }).fill('研发');
    await page.getByRole('button', { name: '搜索', exact: true }).click();
    await see(page.getByRole('heading', { level: 1, name: '搜索“研发”' }));
    await see(page.locator('mark').first());
    expect(new URL(page.url()).searchParams.get('q')).toBe('研发');
    const total = Number(/\d+/.exec(await page.getByText(/^共 \d+ 项$/).innerText())?.[0]);
    expect(total).toBeGreaterThan(1);
    expect(await measuresFound(page).count()).toBe(Math.min(total, 20));
    for (const hit of await page.locator('mark').allInnerTexts()) expect(hit).toBe('研发');
    await inspect(page, 'search');

    // A filter narrows, the count says how far, and the address can be sent to others.
    await page.getByRole('button', { name: '奖励补助' }).click();
    await page.waitForURL(/kind=grant/);
    await see(page.getByRole('button', { name: '清除筛选' }));
    await page.getByRole('button', { name: '清除筛选' }).click();
    await see(page.getByText(`共 ${total} 项`));

    const link = measuresFound(page).first().getByRole('link');
    const title = await link.innerText();
    await link.click();
    await see(page.getByRole('heading', { level: 1, name: title }));
    for (const section of ['需要满足的条件', '要准备的材料', '怎么办理', '咨询电话', '政策依据']) {
      await see(page.getByRole('heading', { level: 2, name: section }));
    }
    for (const part of ['能得到什么', '谁可以享受', '受理时间']) {
      await see(page.getByText(part).first());
    }
    const conditions = page.locator('#conditions');
    const said = /共 (\d+) 条/.exec(await conditions.innerText());
    expect(Number(said?.[1])).toBeGreaterThan(1);
    expect(await conditions.locator('blockquote').count()).toBeGreaterThan(1);
    await inspect(page, 'measure');
    await page.getByRole('button', { name: '返回' }).click();
    await see(page.getByText(`共 ${total} 项`));
    await leave(page);
  });

  test('is told what to do when nothing is found', async () => {
    const page = await open(browser, city, screen, '/measures?q=龙鳞');
    await see(page.getByRole('heading', { name: '没有找到相关政策' }));
    await see(page.getByText('共 0 项'));
    await inspect(page, 'search-empty');
    await page.getByRole('button', { name: '查看全部政策' }).click();
    await see(page.getByRole('article').first());
    await leave(page);
  });

  test('makes the type larger, and it stays so', async () => {
    const page = await open(browser, city, screen, '/');
    const size = () =>
      page
        .getByRole('article')
        .first()
        .evaluate((card) => Number.parseFloat(getComputedStyle(card).fontSize));
    await see(page.getByRole('article').first());
    const before = await size();
    await page.getByRole('button', { name: '大字' }).click();
    await see(page.getByRole('button', { name: '标准字' }));
    expect(await size()).toBeGreaterThan(before * 1.1);
    await inspect(page, 'home-large');
    await page.goto('/measures?q=研发');
    await see(page.getByRole('button', { name: '标准字' }));
    await see(page.getByRole('article').first());
    await inspect(page, 'search-large');
    await measuresFound(page).first().getByRole('link').click();
    await see(page.getByRole('heading', { name: '需要满足的条件' }));
    await inspect(page, 'measure-large');
    await leave(page);
  });

  test('meets a page that does not exist in words, with a way back', async () => {
    const page = await open(browser, city, screen, '/measures/none-such');
    await see(page.getByRole('heading', { name: '没有找到这一页' }));
    await inspect(page, 'not-found');
    await page.getByRole('link', { name: '回到首页' }).click();
    await see(page.getByRole('combobox'));
    await page.goto('/no/such/page');
    await see(page.getByRole('heading', { name: '没有找到这一页' }));
    await leave(page);
  });

  test('finds and opens a measure by the keyboard alone', async () => {
    const page = await open(browser, city, screen, '/');
    await see(page.getByRole('article').first());
    await page.keyboard.press('Tab');
    expect(await focusName(page)).toBe('跳到正文');
    await tabTo(page, '搜索惠企政策');
    await page.keyboard.type('租金');
    await page.keyboard.press('Enter');
    await see(page.locator('mark').first());
    const title = await measuresFound(page).first().getByRole('link').innerText();
    await tabTo(page, title);
    expect(await focusRing(page), 'the focus is seen').toBe(true);
    await page.keyboard.press('Enter');
    await see(page.getByRole('heading', { level: 1, name: title }));
    await leave(page);
  });
});

test('a phone loads at most 200 KiB of script for the first page', async () => {
  const page = await open(browser, city, screens[0], 'about:blank');
  const scripts: Array<Promise<Buffer>> = [];
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') scripts.push(response.body());
  });
  await page.goto('/', { waitUntil: 'networkidle' });
  await see(page.getByRole('article').first());
  const bytes = (await Promise.all(scripts)).reduce((sum, body) => sum + gzipSync(body).length, 0);
  expect(bytes).toBeGreaterThan(0);
  expect(bytes / 1024).toBeLessThanOrEqual(200);
  await leave(page);
});
