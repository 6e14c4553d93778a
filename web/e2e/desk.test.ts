import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  inspect,
  LONG_WORK,
  launch,
  leave,
  lookOut,
  open,
  screens,
  see,
  settled,
  still,
} from './browser';
import { type City, openCity } from './city';
import { focusName, tabTo } from './keyboard';
import { DEMO_ACCOUNTS, loginStaff, PASSWORD } from './login';
import { readWorkbook } from './workbook';

let city: City;
let browser: Browser;
beforeAll(async () => {
  [city, browser] = await Promise.all([openCity(), launch()]);
});
afterAll(async () => {
  await browser.close();
  await city.close();
});

const numberIn = (text: string) =>
  Number(/[\d,]+/.exec(text)?.[0].replaceAll(',', '') ?? Number.NaN);

/** How many rows the list under the page says it has. */
async function total(page: Page): Promise<number> {
  const range = page.getByText(/^第 [\d,]+—[\d,]+ 条，共 [\d,]+ 条$/);
  await see(range);
  return numberIn((await range.innerText()).split('共')[1] ?? '');
}

/** The rows of a table that are rows of content. */
const rowsOf = (table: Locator) => table.locator('tbody tr');

describe.each(screens)('the desk on a screen of $name pixels', (screen) => {
  const phone = screen.width < 600;

  test('refuses wrong passwords in words and leads back to where one wanted to go', async () => {
    const page = await open(browser, city, screen, '/desk/enterprises?sort=-capital');
    await see(page.getByRole('heading', { name: '工作人员登录' }));
    await see(page.getByRole('complementary', { name: '演示系统' }));
    await inspect(page, 'desk-login', { words: DEMO_ACCOUNTS });
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await see(page.getByText('请输入账号和密码。'));
    await loginStaff(page, 'quzhang', 'wrong-password');
    const refusal = page.getByRole('alert').filter({ hasText: '没有登录成功' });
    await see(refusal);
    expect(await refusal.innerText()).toMatch(/密码/);
    expect(await page.getByLabel('账号').inputValue()).toBe('quzhang');
    await inspect(page, 'desk-login-refused', { words: DEMO_ACCOUNTS });

    // By the keyboard alone.
    await page.getByLabel('账号').focus();
    await tabTo(page, '密码');
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press('Enter');
    await see(page.getByRole('heading', { level: 1, name: '企业库' }));
    expect(new URL(page.url()).search).toBe('?sort=-capital');

    // A session that has ended leads to the login and back to the same place.
    await total(page);
    await page.context().clearCookies();
    await page.getByRole('button', { name: '下一页' }).click();
    await see(page.getByRole('heading', { name: '请先登录' }));
    await inspect(page, 'desk-expired');
    await page.getByRole('link', { name: '去登录' }).click();
    await see(page.getByRole('heading', { name: '工作人员登录' }));
    await loginStaff(page, 'quzhang');
    await see(page.getByRole('heading', { level: 1, name: '企业库' }));
    expect(new URL(page.url()).searchParams.get('page')).toBe('2');
    await leave(page);
  });

  test('shows what is waiting and what each person may do', async () => {
    const page = await open(browser, city, screen, '/desk');
    await loginStaff(page, 'chuangkou');
    await see(page.getByRole('heading', { level: 1, name: '陈样例，您好' }));
    await see(
      page
        .getByText('20,000 家企业')
        .or(page.getByText(/^[\d,]+ 家企业$/))
        .first(),
    );
    await see(page.getByText(/^比对了/));
    await inspect(page, 'desk-home');
    if (phone) {
      await page.getByRole('button', { name: '打开菜单' }).click();
      await inspect(page, 'desk-menu');
    }
    await page.getByRole('link', { name: '任务', exact: true }).first().click();
    await see(page.getByRole('heading', { level: 1, name: '任务' }));
    await see(page.getByText('还没有任务'));
    await inspect(page, 'desk-tasks-empty');
    await page.goto('/desk/no-such-page');
    await see(page.getByRole('heading', { name: '没有找到这一页' }));
    await inspect(page, 'desk-not-found');
    await leave(page);
  });

  test('narrows, orders and turns the pages of the registry, and exports just that', async () => {
    const page = await open(browser, city, screen, '/desk/login?next=/desk/enterprises');
    await loginStaff(page);
    const all = await total(page);
    expect(all).toBeGreaterThan(10_000);
    await inspect(page, 'desk-registry');

    // Industry: chosen from the tree, in the sheet of filters on a phone.
    if (phone) {
      await page.getByRole('button', { name: '筛选' }).click();
      await see(page.getByRole('dialog', { name: '筛选' }));
      await still(page);
    }
    await page.getByRole('combobox', { name: '行业' }).click();
    await page.getByText('制造业', { exact: true }).click();
    await page.waitForURL(/industry=C/);
    if (phone) {
      await inspect(page, 'desk-registry-filters');
      await page.getByRole('button', { name: '完成' }).click();
    }
    const table = page.getByRole('region', { name: '企业库' });
    await expect.poll(() => total(page)).toBeLessThan(all);
    const some = await total(page);

    // Capital, largest first; then the next page goes on below.
    await table.getByRole('button', { name: '注册资本' }).click();
    await page.waitForURL(/sort=-capital/);
    await see(table.locator('th[aria-sort="descending"]', { hasText: '注册资本' }));
    await settled(table);
    await see(page.getByText(/^第 1—50 条/));
    expect(await rowsOf(table).count()).toBe(50);
    const first = await rowsOf(table).first().innerText();
    await page.getByRole('button', { name: '下一页' }).click();
    await see(page.getByText(/^第 51—100 条/));
    await settled(table);
    expect(await total(page)).toBe(some);
    expect(await rowsOf(table).count()).toBe(50);
    expect(await rowsOf(table).first().innerText()).not.toBe(first);
    await inspect(page, 'desk-registry-page');
    await page.getByRole('button', { name: '上一页' }).click();
    await see(page.getByText(/^第 1—50 条/));
    await settled(table);
    expect(await rowsOf(table).first().innerText()).toBe(first);

    // A narrow filter: the count, the rows and the file are the same number.
    await page.goto('/desk/enterprises?industry=C&qualification=srdi_giant');
    const few = await total(page);
    expect(few).toBeGreaterThan(0);
    expect(few).toBeLessThanOrEqual(50);
    expect(await rowsOf(table).count()).toBe(few);
    await leave(page);
  });

  test('says why an enterprise gets a measure or not, clause by clause', async () => {
    const page = await open(browser, city, screen, '/desk/login?next=/desk/enterprises?q=清澜传感');
    await loginStaff(page);
    await page.getByRole('link', { name: '霁川清澜传感技术有限公司' }).click();
    await see(page.getByRole('heading', { level: 1, name: '霁川清澜传感技术有限公司' }));
    await see(page.getByRole('region', { name: '企业画像' }).getByText('营业收入').first());
    // Industries are known by their national code too.
    await inspect(page, 'desk-enterprise', { words: /^[A-T]\d{2,4}$/ });
    await page.getByRole('link', { name: '可享政策' }).click();
    const waiting = page.getByRole('button', { name: /^待补充/ });
    await waiting.click();
    await see(page.getByRole('button', { name: /^待补充/, pressed: true }));
    const table = page.getByRole('region', { name: '可享政策' });
    await see(table.getByRole('button', { name: '研发投入补助' }));
    expect(await rowsOf(table).count()).toBe(numberIn(await waiting.innerText()));
    await inspect(page, 'desk-enterprise-verdicts');
    await table.getByRole('button', { name: '研发投入补助' }).click();
    const clauses = page.getByRole('dialog', { name: '逐条看条件' });
    await see(clauses.getByRole('heading', { name: '研发投入补助' }));
    await see(clauses.getByText('条件要求').first());
    await see(clauses.getByRole('button', { name: /^补充.*研发费用/ }));
    expect(await clauses.locator('blockquote').count()).toBeGreaterThan(2);
    await inspect(page, 'desk-enterprise-clauses');
    await page.keyboard.press('Escape');
    for (const [tab, name] of [
      ['资质', 'desk-enterprise-qualifications'],
      ['联系人', 'desk-enterprise-contacts'],
    ] as const) {
      await page.getByRole('link', { name: new RegExp(`^${tab}`) }).click();
      await see(page.getByRole('region', { name: tab }));
      await inspect(page, name);
    }
    await leave(page);
  });

  test('opens from each number of a result the rows behind it, and exports them', async () => {
    const page = await open(browser, city, screen, '/desk/login?next=/desk/measures');
    await loginStaff(page);
    expect(await total(page)).toBe(60);
    await inspect(page, 'desk-measures');
    await page.getByRole('searchbox', { name: '事项名称、部门或政策' }).fill('研发');
    await page.getByRole('searchbox').press('Enter');
    await page.waitForURL(/q=/);
    await expect.poll(() => total(page)).toBeLessThan(60);
    await page.getByRole('link', { name: '研发投入补助', exact: true }).click();
    await see(page.getByRole('heading', { level: 1, name: '研发投入补助' }));
    await inspect(page, 'desk-measure');
    await page.getByRole('link', { name: '匹配结果' }).click();

    const table = page.getByRole('region', { name: '匹配结果中的企业' });
    await see(table);
    const all = await total(page);
    let sum = 0;
    for (const verdict of ['符合', '需人工认定', '待补充', '不符合']) {
      const button = page
        .getByRole('group', { name: '按结论筛选' })
        .getByRole('button', { name: new RegExp(`^${verdict}`) });
      const count = numberIn((await button.innerText()).replace(verdict, ''));
      await button.click();
      await see(page.locator('button[aria-pressed="true"]', { hasText: verdict }));
      if (count === 0) await see(page.getByText('没有这样的企业'));
      else {
        await expect.poll(() => total(page)).toBe(count);
        await settled(table);
        expect(await rowsOf(table).count()).toBe(Math.min(50, count));
        for (const row of await rowsOf(table).allInnerTexts()) expect(row).toContain(verdict);
      }
      sum += count;
    }
    expect(sum).toBe(all);

    await page.getByRole('button', { name: /^符合/ }).click();
    await page.waitForURL(/verdict=eligible/);
    const eligible = numberIn(await page.getByRole('button', { name: /^符合/ }).innerText());
    await expect.poll(() => total(page)).toBe(eligible);
    await inspect(page, 'desk-result');
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: /^导出/ }).click();
    const download = await saved;
    expect(download.suggestedFilename()).toMatch(/\.xlsx$/);
    const [sheet = []] = readWorkbook(await download.path());
    const codes = sheet.filter((row) => row.some((cell) => /^9[0-9A-Z]{17}$/.test(cell)));
    expect(codes.length).toBe(eligible);

    const near = page.getByRole('button', { name: /^差一点/ });
    const nearly = numberIn(await near.innerText());
    await near.click();
    const missed = page.getByRole('region', { name: '差一点的企业' });
    await see(missed);
    await expect.poll(() => total(page)).toBe(nearly);
    expect(await rowsOf(missed).count()).toBe(Math.min(50, nearly));
    await inspect(page, 'desk-near');
    await page.getByRole('link', { name: '定义和版本' }).click();
    await see(page.getByRole('heading', { name: '定义原文' }));
    await inspect(page, 'desk-definition', { words: /./ });
    await leave(page);
  });

  test('runs a match, shows how far it is and what has changed', async () => {
    const page = await open(browser, city, screen, '/desk/login?next=/desk/match-runs');
    await loginStaff(page);
    const before = await total(page);
    const progress = await lookOut(page, '[role="progressbar"][aria-label="进度"]');
    await page.getByRole('button', { name: '运行匹配' }).click();
    const asked = page.getByRole('dialog', { name: '运行匹配' });
    await see(asked.getByText('结果只供工作人员查看'));
    await inspect(page, 'desk-run-asked');
    await asked.getByRole('button', { name: '开始匹配' }).click();
    await expect.poll(() => total(page)).toBe(before + 1);
    await expect.poll(progress).toBeGreaterThan(0);
    const newest = rowsOf(page.getByRole('region', { name: '匹配记录' })).first();
    await see(newest.getByText('已完成'), LONG_WORK);
    await expect
      .poll(async () => numberIn((await newest.innerText()).split('已完成')[1] ?? ''))
      .toBeGreaterThan(10_000);
    await inspect(page, 'desk-runs');

    await page.goto('/desk/tasks');
    const task = rowsOf(page.getByRole('region', { name: '我的任务' })).first();
    await see(task.getByText('已完成'), LONG_WORK);
    await inspect(page, 'desk-tasks');
    await page.goto('/desk/measures/wz-rd-subsidy/result');
    await see(page.getByText('与上一次相比'));
    await leave(page);
  });

  test('finds by the keyboard alone', async () => {
    const page = await open(browser, city, screen, '/desk/login?next=/desk/enterprises');
    await loginStaff(page);
    await total(page);
    await page.locator('body').press('/');
    expect(await focusName(page)).toBe('企业名称或统一社会信用代码');
    await page.keyboard.type('星桁智算');
    await page.keyboard.press('Enter');
    await see(page.getByText('第 1—1 条，共 1 条'));
    await tabTo(page, '霁川星桁智算科技有限公司');
    await page.keyboard.press('Enter');
    await see(page.getByRole('heading', { level: 1, name: '霁川星桁智算科技有限公司' }));
    await leave(page);
  });
});
