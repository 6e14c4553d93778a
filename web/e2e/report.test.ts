import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inspect, launch, leave, open, screens, see } from './browser';
import { type City, openCity } from './city';
import { loginFirm } from './login';

/** Who acts for a firm of the demo city that waits for an answer. */
const UNICORN = '19000000006';

describe.each(screens)('reporting on a screen of $name pixels', (screen) => {
  let city: City;
  let browser: Browser;
  beforeAll(async () => {
    [city, browser] = await Promise.all([openCity(), launch()]);
  });
  afterAll(async () => {
    await browser.close();
    await city.close();
  });

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

  test('a firm confirms an answer and judges it, reports anew, adds and takes it back', async () => {
    const page = await open(browser, city, screen, '/my/login');
    await loginFirm(page, city, UNICORN);
    await page.getByRole('link', { name: '我的诉求' }).first().click();
    const waiting = page.getByRole('listitem').filter({ hasText: '企业发票额度不够用' });
    await see(waiting.getByText('等您确认'));
    await inspect(page, 'my-appeals');
    await waiting.getByRole('link').click();
    await see(page.getByRole('paragraph').filter({ hasText: '额度当天调整到位' }));
    await see(page.getByRole('button', { name: '打开文件1' }));
    await inspect(page, 'my-appeal');
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: '打开文件1' }).click();
    expect((await saved).suggestedFilename()).toBe('文件1.pdf');
    await page.getByRole('button', { name: '已经解决' }).click();
    await page.getByRole('button', { name: '确定' }).click();
    await see(page.getByText('经您确认，办结（已解决）。'));
    await page.getByRole('button', { name: '评价', exact: true }).click();
    await page.getByRole('radio', { name: '满意', exact: true }).check();
    await page.getByRole('button', { name: '确定' }).click();
    await see(page.getByText('您的评价：满意'));
    await page.getByRole('link', { name: '我的诉求' }).first().click();
    await page.getByRole('link', { name: '反映诉求' }).click();
    const text = page.getByLabel('要解决什么');
    await text.fill('停车场的道闸坏了一个星期，员工上下班都堵在门口。');
    // What is written stays while its writer is away.
    await page.waitForResponse((r) => r.request().method() === 'PUT' && r.ok());
    await page.reload();
    await see(page.getByText('没有写完的内容已自动保存。'));
    expect(await text.inputValue()).toContain('道闸坏了一个星期');
    await inspect(page, 'my-appeal-new');
    await page.getByRole('button', { name: '提交', exact: true }).click();
    await page.getByRole('link', { name: '看进度' }).click();
    await see(page.getByText('企业服务中心收到您的诉求。'));
    await page.getByRole('button', { name: '补充', exact: true }).click();
    await page.getByRole('button', { name: '确定' }).click();
    await see(page.getByText('请写明要补充的内容，或添加照片、录音。'));
    await page.getByLabel('要补充的情况').fill('今天已经有人来修了。');
    await page.getByRole('button', { name: '确定' }).click();
    await see(page.getByText('您补充了情况。'));
    await page.getByRole('button', { name: '撤回', exact: true }).click();
    await page.getByRole('button', { name: '确定' }).click();
    await see(page.getByText('您已撤回这件诉求。'));
    await leave(page);
  });
});
