import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { gone, inspect, launch, leave, open, screens, see } from './browser';
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

const numberIn = (text: string) => Number(text.replaceAll(/[^\d]/g, ''));

/** The figure under a word in the list of counts. */
async function count(page: Page, name: string): Promise<number> {
  const counts = page.getByRole('region', { name: '各种结论的企业数' });
  const pair = counts.locator('dl > div', { has: page.getByText(name, { exact: true }) });
  return numberIn(await pair.locator('dd').innerText());
}

/** Reads one column of a table as numbers. */
async function column(page: Page, table: string, index: number): Promise<number[]> {
  const rows = page.getByRole('region', { name: table }).locator('tbody tr');
  const texts = await rows.locator(`td:nth-child(${index})`).allInnerTexts();
  return texts.map(numberIn);
}

const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);

describe.each(screens)('trying a draft on a screen of $name pixels', (screen) => {
  test('tells who would get it, where they are, what it costs and what hangs on a threshold', async () => {
    const page = await open(
      browser,
      city,
      screen,
      '/desk/login?next=/desk/measures/wz-rd-subsidy/result',
    );
    await loginStaff(page, 'zhengce');
    await see(page.getByRole('heading', { level: 1 }));
    await page.getByRole('link', { name: '测算' }).click();
    const panel = page.getByRole('region', { name: '预计金额' });
    await see(panel);
    await gone(page.locator('[aria-busy="true"]:visible').first());
    await see(page.getByText(/^2026年.*家企业，用时 \d+ 毫秒$/));
    await expect.poll(() => page.locator('canvas').count()).toBeGreaterThan(2);
    await inspect(page, 'desk-simulation');

    // The measure against itself changes nothing.
    await see(page.getByText('结果没有变化。'));

    // Each breakdown adds up to the whole.
    const eligible = await count(page, '符合');
    expect(eligible).toBeGreaterThan(0);
    const groups = page.getByRole('region', { name: '分布', exact: true });
    await groups.getByRole('button', { name: '数据表' }).click();
    for (const by of ['区划', '行业', '规模']) {
      await groups.getByRole('button', { name: by, exact: true }).click();
      const table = `按${by}分布`;
      await see(page.getByRole('region', { name: table }));
      expect(sum(await column(page, table, 2)), by).toBe(eligible);
    }
    await inspect(page, 'desk-simulation-table');

    if (screen.width < 600) return leave(page);

    // A section of industries is divided further.
    await groups.getByRole('button', { name: '行业', exact: true }).click();
    await groups.getByRole('combobox', { name: '行业门类' }).click();
    await page.getByTitle('制造业', { exact: true }).click();
    await see(
      page
        .getByRole('region', { name: '按行业分布' })
        .getByText(/制造业$/)
        .first(),
    );

    // The curve holds the present threshold with the figure of above.
    const curve = page.getByRole('region', { name: '移动一个门槛', exact: true });
    await curve.getByRole('button', { name: '数据表' }).click();
    const points = page.getByRole('region', { name: '门槛变化时符合的企业数和预计金额' });
    await see(points.locator('strong'));
    const present = points.locator('tr', { has: page.locator('strong') });
    expect(numberIn(await present.locator('td:nth-child(2)').innerText())).toBe(eligible);
    await curve.getByLabel('从', { exact: true }).fill('很多');
    await see(page.getByRole('alert').filter({ hasText: '起点和终点应与条件的写法一致' }));

    // A group leads to its enterprises.
    await groups.getByRole('button', { name: '区划', exact: true }).click();
    const division = page.getByRole('region', { name: '按区划分布' }).getByRole('link').first();
    const street = await division.innerText();
    await division.click();
    await page.waitForURL(/\/desk\/enterprises\?division=\d+/);
    await see(page.getByRole('heading', { level: 1, name: '企业库' }));
    await see(page.getByText(street.replace(/^.*区/, '')).first());
    await leave(page);
  });
});

test('a trial is not offered to whom it is not allowed', async () => {
  const page = await open(
    browser,
    city,
    screens[1],
    '/desk/login?next=/desk/measures/wz-rd-subsidy/result',
  );
  await loginStaff(page, 'chuangkou');
  await see(page.getByRole('link', { name: '匹配结果' }));
  expect(await page.getByRole('link', { name: '测算' }).count()).toBe(0);
  await leave(page);
});
