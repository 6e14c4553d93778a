import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeFor, inspect, launch, open, type Screen, screens } from './browser';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

/** A firm of the demo city for each screen: what one supplies, the other has not yet seen. */
const firms: Readonly<Record<Screen['name'], { phone: string; measure: string; sum: string }>> = {
  '360': { phone: '19000000001', measure: '研发投入补助', sum: '260' },
  '1366': { phone: '19000000003', measure: '上云用数补助', sum: '680' },
};

async function logIn(page: Page, phone: string) {
  await page.getByLabel('手机号').fill(phone);
  await page.getByRole('button', { name: '获取验证码' }).click();
  await page.getByText(`验证码已发送到 ${phone}`).waitFor();
  await page.getByLabel('验证码').fill(await codeFor(phone));
  await page.getByRole('button', { name: '登录', exact: true }).click();
}

const count = async (page: Page, verdict: string) =>
  Number(await page.locator(`a[href="#${verdict}"] strong`).innerText());

describe.each(screens)('a firm on a screen of $name', (screen) => {
  const { phone, measure, sum } = firms[screen.name];

  it('logs in, supplies the missing fact and sees the measure become eligible', async () => {
    const page = await open(browser, screen, '/my');
    await page.getByRole('heading', { name: '企业登录' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/my/login');
    await inspect(page, 'firm-login');
    await logIn(page, phone);

    const needed = page.locator('#need_facts').getByRole('link', { name: measure, exact: true });
    await needed.waitFor();
    await inspect(page, 'verdicts');
    const before = await count(page, 'eligible');
    expect(await page.locator('#eligible li').count()).toBe(before);

    await needed.click();
    await page.getByRole('heading', { level: 1, name: measure }).waitFor();
    await page.getByText('待补充', { exact: true }).first().waitFor();
    await inspect(page, 'verdict-need-facts');
    await page.getByRole('button', { name: /^补充/ }).first().click();
    const sheet = page.getByRole('dialog');
    await sheet.getByRole('textbox').fill(sum);
    await inspect(page, 'fact-sheet');
    await sheet.getByRole('button', { name: '保存并重新比对' }).click();
    await page.getByRole('status').getByText('已符合').waitFor();
    await page.getByText('符合', { exact: true }).first().waitFor();
    await inspect(page, 'verdict-eligible');

    await page.getByRole('link', { name: '我能享受' }).click();
    const now = page.locator('#eligible').getByRole('link', { name: measure, exact: true });
    await now.waitFor();
    expect(await count(page, 'eligible')).toBeGreaterThan(before);

    await page.getByRole('link', { name: '我的档案' }).click();
    await page.getByRole('heading', { level: 1, name: '我的档案' }).waitFor();
    expect(await page.getByText(/企业申报/).count()).toBeGreaterThan(0);
    await inspect(page, 'profile');

    await page.getByRole('link', { name: '我的', exact: true }).click();
    await page.getByRole('button', { name: '退出登录' }).waitFor();
    await inspect(page, 'firm-account');
    await page.getByRole('button', { name: '退出登录' }).click();
    await page.getByRole('heading', { name: '企业登录' }).waitFor();
    await page.context().close();
  });
});

it('a link to a measure leads through login to the verdict of the own enterprise', async () => {
  const [phone] = screens;
  const page = await open(browser, phone, '/measures?q=%E7%A0%94%E5%8F%91');
  await page.getByRole('article').first().getByRole('link').click();
  await page.getByRole('heading', { name: '需要满足的条件' }).waitFor();
  const title = await page.getByRole('heading', { level: 1 }).innerText();
  await page.getByRole('link', { name: '看看我的企业是否符合' }).click();
  await page.getByRole('heading', { name: '企业登录' }).waitFor();
  await logIn(page, '19000000002');
  await page.getByRole('heading', { name: '逐条看条件' }).waitFor();
  expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe(title);
  await page.context().close();
});

it('the accounts of the demo city fill the form with one tap', async () => {
  const [phone] = screens;
  const page = await open(browser, phone, '/my/login');
  await page.getByRole('button', { name: /19000000006/ }).click();
  expect(await page.getByLabel('手机号').inputValue()).toBe('19000000006');
  await page.getByText('验证码已发送到 19000000006').waitFor();
  await page.context().close();
});
