import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { inspect, launch, open, screens, see } from './browser';
import { type City, openCity } from './city';

let city: City;
let browser: Browser;
beforeAll(async () => {
  [city, browser] = await Promise.all([openCity(), launch()]);
});
afterAll(async () => {
  await browser.close();
  await city.close();
});

describe.each(screens)('reporting on a screen of $name pixels', (screen) => {
  test('somebody scans the code of a building, reports with a photo and follows it', async () => {
    const page = await open(browser, city, screen, '/q/p/ZGDS66');
    await see(page.getByText('地点：智谷大厦'));
    await page.getByLabel('要解决什么').fill('园区东门的路灯坏了三天，晚上货车进出很危险。');
    await page.getByLabel('怎么称呼您').fill('李样例');
    await page.getByLabel('联系电话').fill('13900002222');
    const buffer = await page.screenshot();
    await page
      .getByLabel('添加照片或录音')
      .setInputFiles({ name: '门口.png', mimeType: 'image/png', buffer });
    await see(page.getByText('照片1'));
    await inspect(page, 'report');
    await page.getByRole('button', { name: '提交', exact: true }).click();
    await see(page.getByText(/查询码只显示这一次/));
    await page.getByRole('link', { name: '看进度' }).click();
    await see(page.getByText('企业服务中心收到您的诉求。'));
    await inspect(page, 'report-progress');
    await page.getByRole('button', { name: '补充', exact: true }).click();
    await page.getByLabel('要补充的情况').fill('今天还是没有修。');
    await page.getByRole('button', { name: '确定' }).click();
    await see(page.getByText('您补充了情况。'));
  });
});
