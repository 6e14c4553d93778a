import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { gone, inspect, launch, leave, measuresFound, open, screens, see } from './browser';
import { type City, openCity } from './city';
import { loginFirm } from './login';

// People of the demo city and what can be seen as whom.
const HIGH_TECH = '19000000001';
const START_UP = '19000000002';
const SHOP = '19000000004';
const UNICORN = '19000000006';
const BOOKKEEPER = '19000000012';

/** How many measures have a verdict, as the counts at the top of the list say. */
const count = async (page: Page, verdict: string) =>
  Number(await page.locator(`a[href="#${verdict}"] strong`).innerText());

describe.each(screens)('a firm on a screen of $name pixels', (screen) => {
  let city: City;
  let browser: Browser;
  beforeAll(async () => {
    [city, browser] = await Promise.all([openCity(), launch()]);
  });
  afterAll(async () => {
    await browser.close();
    await city.close();
  });

  test('supplies the fact that is missing and becomes eligible', async () => {
    const page = await open(browser, city, screen, '/my');
    await see(page.getByRole('heading', { name: '企业登录' }));
    expect(new URL(page.url()).pathname).toBe('/my/login');
    await see(page.getByRole('complementary', { name: '演示系统' }));
    await inspect(page, 'my-login');
    await loginFirm(page, city, HIGH_TECH);

    const subsidy = '研发投入补助';
    const waiting = page.getByRole('region', { name: '待补充' });
    const card = waiting.getByRole('listitem').filter({ hasText: subsidy });
    await see(card);
    expect(await card.innerText()).toMatch(/还需补充：.*研发费用/);
    const eligible = await count(page, 'eligible');
    expect(
      await page.getByRole('region', { name: '符合', exact: true }).getByRole('listitem').count(),
    ).toBe(eligible);
    expect(await waiting.getByRole('listitem').count()).toBe(await count(page, 'need_facts'));
    await inspect(page, 'my-verdicts');

    await card.getByRole('link', { name: subsidy }).click();
    await see(page.getByRole('heading', { level: 1, name: subsidy }));
    await see(page.getByText('资料还不全，补充后就能知道结果。'));
    expect(await page.getByRole('main').locator('blockquote').count()).toBeGreaterThan(3);
    await see(page.getByText('企业情况').first());
    await see(page.getByText('条件要求').first());
    await see(page.getByText('税务部门').first());
    await see(page.getByText('注册地 望渚区锦帆街道科创社区第二网格', { exact: true }));
    await inspect(page, 'my-verdict-missing');

    await page
      .getByRole('button', { name: /^补充 \d{4} 年度研发费用$/ })
      .first()
      .click();
    const sheet = page.getByRole('dialog', { name: /^补充 \d{4} 年度研发费用$/ });
    const sum = sheet.getByLabel('研发费用');
    await sum.fill('不知道');
    await sheet.getByRole('button', { name: '保存并重新比对' }).click();
    await see(sheet.getByText('请输入金额，最多精确到分。'));
    await inspect(page, 'my-fact-refused');
    await sheet.getByRole('button', { name: '万元', exact: true }).click();
    await sum.fill('165.2');
    await see(sheet.getByText('即 1,652,000 元'));
    await inspect(page, 'my-fact');
    await sheet.getByRole('button', { name: '保存并重新比对' }).click();

    // The verdict changes before the eyes: 6 % of what was supplied.
    await see(page.getByRole('status').getByText('已符合：这项政策您可以享受。'));
    await see(page.getByText('现有资料表明，各项条件都已满足。'));
    await see(
      page
        .getByText('预计金额')
        .locator('..')
        .filter({ hasText: /99,120\s*元/ }),
    );
    await inspect(page, 'my-verdict-eligible');

    // On an earlier day nobody had supplied it.
    await page.getByLabel('按哪一天看').fill('2026-02-01');
    await see(page.getByText(/^以上按2026年2月1日判断：那天有效的第 \d+ 版政策/));
    await see(page.getByText(/注册地、行业、注册资本和企业类型只留有现在的记录/));
    await gone(page.getByText('现有资料表明，各项条件都已满足。'));
    await inspect(page, 'my-verdict-day');
    await page.getByRole('button', { name: '回到今天' }).click();
    await see(page.getByText('现有资料表明，各项条件都已满足。'));

    await page.getByRole('link', { name: '我的档案' }).click();
    await see(page.getByRole('heading', { level: 1, name: '我的档案' }));
    const fact = page.getByRole('listitem').filter({ hasText: '165.2 万元' });
    expect(await fact.innerText()).toMatch(/年度研发费用[\s\S]*企业申报/);
    await inspect(page, 'my-profile');

    await page.getByRole('link', { name: '我能享受' }).click();
    const got = page.getByRole('region', { name: '符合', exact: true });
    await see(got.getByRole('link', { name: subsidy }));
    expect(await count(page, 'eligible')).toBeGreaterThan(eligible);

    await page.getByRole('link', { name: '我的', exact: true }).click();
    await see(page.getByRole('heading', { level: 1, name: '我的', exact: true }));
    await inspect(page, 'my-account');
    await page.getByRole('button', { name: '退出登录' }).click();
    await see(page.getByRole('heading', { name: '企业登录' }));
    await leave(page);
  });

  test('of which only the register knows gets its subsidy with two numbers', async () => {
    const page = await open(browser, city, screen, '/my/login');
    await page.getByRole('button', { name: new RegExp(SHOP) }).click();
    expect(await page.getByLabel('手机号').inputValue()).toBe(SHOP);
    await see(page.getByText(`验证码已发送到 ${SHOP}`));
    await page.getByLabel('验证码').fill(await city.codeFor(SHOP));
    await page.getByLabel('验证码').press('Enter');
    await page.getByRole('link', { name: '小店水电气费补贴' }).click();
    await see(page.getByRole('heading', { name: '补充 2 项资料，就能知道结果' }));
    const supply = async (fact: RegExp, number: string) => {
      await page.getByRole('button', { name: fact }).first().click();
      const sheet = page.getByRole('dialog', { name: fact });
      await see(sheet.getByRole('textbox'));
      const yuan = sheet.getByRole('button', { name: '元', exact: true });
      if ((await yuan.count()) > 0) await yuan.click();
      await sheet.getByRole('textbox').fill(number);
      await sheet.getByRole('button', { name: '保存并重新比对' }).click();
    };
    await supply(/从业人员/, '3');
    await see(page.getByRole('heading', { name: '补充 1 项资料，就能知道结果' }));
    await supply(/水电气费/, '12800');
    await see(page.getByRole('status').getByText('已符合：这项政策您可以享受。'));
    await see(
      page
        .getByText('预计金额')
        .locator('..')
        .filter({ hasText: /1,280\s*元/ }),
    );
    await inspect(page, 'my-shop');
    await leave(page);
  });

  test('comes from a public measure through login to its own verdict', async () => {
    const page = await open(browser, city, screen, '/measures?q=研发');
    await measuresFound(page).first().getByRole('link').click();
    await see(page.getByRole('heading', { name: '需要满足的条件' }));
    const title = await page.getByRole('heading', { level: 1 }).innerText();
    await page.getByRole('link', { name: '看看我的企业是否符合' }).click();
    await loginFirm(page, city, START_UP);
    await see(page.getByRole('heading', { name: '逐条看条件' }));
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe(title);
    await leave(page);
  });

  test('shares its bookkeeper, who chooses for whom to act', async () => {
    const page = await open(browser, city, screen, '/my');
    await loginFirm(page, city, BOOKKEEPER);
    await see(page.getByRole('heading', { name: '选择企业' }));
    expect(await page.getByRole('main').getByRole('listitem').count()).toBe(3);
    await inspect(page, 'my-choose');
    await page.getByRole('link', { name: /商贸有限公司/ }).click();
    await see(page.getByText('预计可享受金额'));
    const refused = page.getByRole('region', { name: '不符合' });
    await refused.getByRole('button', { name: /^查看不符合的/ }).click();
    const against = await count(page, 'ineligible');
    await expect.poll(() => refused.getByRole('listitem').count()).toBe(against);
    await inspect(page, 'my-dishonest');
    // The firms of other people are not found, however one gets there.
    await page.goto('/my/91390102900000110U');
    await see(page.getByRole('heading', { name: '没有找到这一页' }));
    await inspect(page, 'my-not-found');
    await leave(page);
  });

  test('is told in words why a code is refused', async () => {
    const page = await open(browser, city, screen, '/my/login');
    await page.getByLabel('手机号').fill('1390000');
    await page.getByRole('button', { name: '获取验证码' }).click();
    await see(page.getByText('请输入 11 位手机号。'));
    await page.getByLabel('手机号').fill(UNICORN);
    await page.getByRole('button', { name: '获取验证码' }).click();
    await see(page.getByText(`验证码已发送到 ${UNICORN}`));
    const code = await city.codeFor(UNICORN);
    const wrong = code === '123456' ? '654321' : '123456';
    await page.getByLabel('验证码').fill(wrong);
    await page.getByRole('button', { name: '登录', exact: true }).click();
    const refusal = page.getByRole('alert').filter({ hasText: '没有登录成功' });
    await see(refusal);
    expect(await refusal.innerText()).toMatch(/验证码/);
    expect(await page.getByLabel('手机号').inputValue()).toBe(UNICORN);
    await inspect(page, 'my-login-refused');
    await page.getByLabel('验证码').fill(code);
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await see(page.getByText('预计可享受金额'));
    await leave(page);
  });
});
