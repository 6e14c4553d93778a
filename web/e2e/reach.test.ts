import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { gone, inspect, launch, leave, open, screens, see } from './browser';
import { type City, openCity } from './city';
import { DEMO_ACCOUNTS, loginFirm, loginStaff } from './login';

let city: City;
let browser: Browser;
beforeAll(async () => {
  [city, browser] = await Promise.all([openCity(), launch()]);
});
afterAll(async () => {
  await browser.close();
  await city.close();
});

const WORDS = { words: DEMO_ACCOUNTS };

/** The phones of people who look at what their firms can have. */
const HANDLERS = { 360: '19000000001', 1366: '19000000006' } as const;

/** How many rows the list below says it has; none where it says nothing. */
async function total(page: Page): Promise<number> {
  const words = await page.getByRole('navigation', { name: '翻页' }).innerText();
  return Number((/共\s*([\d,]+)/.exec(words)?.[1] ?? '0').replaceAll(',', ''));
}

const number = (words: string) => Number((/[\d,]+/.exec(words)?.[0] ?? '').replaceAll(',', ''));

describe.each(screens)('bringing policies to the door on a screen of $name pixels', (screen) => {
  const phone = screen.width < 600;

  test('an officer opens the list of the message, calls somewhere and says so', async () => {
    const page = await open(browser, city, screen, '/desk/login?next=/desk/notices');
    await loginStaff(page, phone ? 'wangge1' : 'wangge2');
    await see(page.getByRole('list', { name: '我的消息' }));
    const told = page.getByText(/^有 \d+ 家企业新符合政策，等您上门$/).first();
    await see(told);
    const firms = number(await told.innerText());
    await page.getByRole('listitem').filter({ has: told }).first().getByRole('link').click();
    await page.waitForURL(/\/desk\/reach\?list=fresh&area=mine&run=/);
    await see(page.getByRole('heading', { level: 1, name: '政策上门' }));
    const stages = page.getByRole('group', { name: '按进展看' });
    await see(stages.getByText(new RegExp(`^${firms} 家企业，`)));
    const list = page.getByRole('region', { name: '上门名单' });
    await see(list.getByRole('row').nth(1));
    await inspect(page, 'reach-list', WORDS);

    // The number opens a list of as many rows; what is marked moves from one to the other.
    const waiting = stages.getByRole('button', { name: /^未上门/ });
    const before = number(await waiting.innerText());
    await waiting.click();
    await expect.poll(() => total(page)).toBe(before);
    await list
      .getByRole('button', { name: /^登记上门/ })
      .first()
      .click();
    const form = page.getByRole('dialog', { name: /^登记上门：/ });
    await form.getByLabel('上门情况').fill('已送办事指南，企业准备申报');
    await inspect(page, 'reach-visit', WORDS);
    await form.getByRole('button', { name: /^保\s*存$/ }).click();
    await gone(form);
    await expect.poll(async () => number(await waiting.innerText())).toBe(before - 1);
    await stages.getByRole('button', { name: /^已上门/ }).click();
    await expect.poll(() => total(page)).toBe(1);
    await see(list.getByText('已送办事指南，企业准备申报'));
    await list.getByRole('button', { name: /^取消我的登记/ }).click();
    await see(page.getByText('没有符合筛选条件的企业'));

    // On paper there is the list alone, as wide as the paper.
    await stages.getByRole('button', { name: /^未上门/ }).click();
    await expect.poll(() => total(page)).toBe(before);
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByRole('button', { name: '打印本页' }).isVisible()).toBe(false);
    expect(await page.getByRole('banner').isVisible()).toBe(false);
    expect(await list.getByRole('row').nth(1).isVisible()).toBe(true);
    expect(await list.getByText('□ 已上门').first().isVisible()).toBe(true);
    await leave(page);
  });

  test('a firm that looks at its measure moves on in the funnel', async () => {
    const firm = await open(browser, city, screen, '/my');
    await loginFirm(firm, city, HANDLERS[screen.name]);
    await firm.waitForURL(/\/my\/9139/);
    const uscc = /\/my\/([0-9A-Z]{18})/.exec(firm.url())?.[1] ?? '';
    const links = firm.locator('a[href*="/measures/"]');
    await see(links.first());
    const address = (await links.first().getAttribute('href')) ?? '';
    const id = decodeURIComponent(/measures\/([^/?#]+)/.exec(address)?.[1] ?? '');

    const page = await open(browser, city, screen, `/desk/login?next=/desk/measures/${id}/reach`);
    await loginStaff(page, 'zhengce');
    const steps = page.getByRole('list', { name: '触达进展' });
    await see(steps);
    const counted = async (step: string) =>
      number(
        (await steps.getByRole('button', { name: new RegExp(`^${step}`) }).innerText()).replace(
          step,
          '',
        ),
      );
    const before = await counted('已查看');
    await firm.goto(address);
    await see(firm.getByRole('heading', { level: 1 }));
    await page.reload();
    await see(steps);
    await expect.poll(() => counted('已查看')).toBe(before + 1);
    await see(steps.getByText('暂无申领数据', { exact: true }));
    for (const step of ['登记在册', '符合条件', '已通知']) {
      const button = steps.getByRole('button', { name: new RegExp(`^${step}`) });
      await button.click();
      await expect.poll(() => button.getAttribute('aria-pressed')).toBe('true');
      const rows = await counted(step);
      if (rows > 0) await expect.poll(() => total(page)).toBe(rows);
    }
    await steps.getByRole('button', { name: /^已查看/ }).click();
    await see(page.getByRole('region', { name: '已查看的企业' }).getByText(uscc));
    await expect.poll(() => total(page)).toBe(before + 1);
    await inspect(page, 'reach-funnel', WORDS);
    await leave(page);
    await leave(firm);
  });
});
