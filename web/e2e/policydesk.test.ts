import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { gone, inspect, launch, leave, open, screens, see } from './browser';
import { type City, openCity } from './city';
import { loginFirm, loginStaff } from './login';
import { readPDF } from './pdf';
import { readCode } from './qr';

let city: City;
let browser: Browser;
beforeAll(async () => {
  [city, browser] = await Promise.all([openCity(), launch()]);
});
afterAll(async () => {
  await browser.close();
  await city.close();
});

const [phone, desk] = screens;

const PARAGRAPH =
  '申报企业应当注册地在望渚区，上年度营业收入不超过2亿元，且上年度研发费用占营业收入的比例不低于5%。符合条件的，按上年度研发费用的10%给予补助，最高50万元。';

const saved = (page: Page) =>
  see(page.getByRole('status').filter({ hasText: /^已保存 \d\d:\d\d$/ }));

const view = (page: Page, name: string) =>
  page.getByRole('navigation', { name: '编辑哪一部分' }).getByText(name, { exact: true }).click();

/** The figure under a word in the counts of the trial, once they are of what stands on the screen. */
async function tried(page: Page, word: string): Promise<number> {
  const trial = page.locator('[aria-busy="false"]', {
    has: page.getByRole('region', { name: '各种结论的企业数' }),
  });
  await see(trial);
  const figure = trial.locator('dl > div', { has: page.getByText(word, { exact: true }) });
  return Number((await figure.locator('dd').innerText()).replaceAll(/\D/g, ''));
}

/** Writes what a measure's page needs beside its conditions. */
async function writeGuide(page: Page): Promise<void> {
  await page
    .getByLabel('一句话说明')
    .fill('上年研发投入占收入百分之四以上的，按研发费用的一成补助。');
  await page.getByLabel('谁能享受').fill('望渚区营业收入 2 亿元以内的企业');
  await page.getByLabel('能得到什么').fill('研发费用的 10%，最高 50 万元');
  await page.getByRole('combobox', { name: '依据的政策文件' }).click();
  await page.keyboard.type('研发投入');
  await page
    .locator('.ant-select-item-option')
    .filter({ hasText: '望渚区支持企业加大研发投入若干措施' })
    .click();
  await page.getByRole('button', { name: '加一项材料' }).click();
  await page.getByRole('textbox', { name: '材料 1 材料名称' }).fill('研发费用辅助账汇总表');
  await page.getByRole('button', { name: '加一步' }).click();
  await page.getByRole('textbox', { name: '步骤 1 做什么' }).fill('网上提交');
  await page.getByLabel('办理时限').fill('自受理起 15 个工作日');
  await page.getByLabel('兑现时限').fill('公示期满后 20 个工作日');
  await page.getByLabel('负责部门', { exact: true }).fill('望渚区科学技术局');
  await page.getByLabel('咨询单位').fill('高新技术科');
  await page.getByLabel('电话').fill('0000-0000001');
}

// From a paragraph to the phone of a firm: one person writes the measure and
// another publishes it, then it is found, scanned and printed.
describe('a measure from a paragraph', () => {
  const title = '小企业研发补助';
  let id = '';

  test('is drafted, confirmed, tried out, written out and submitted', async () => {
    const page = await open(browser, city, desk, '/desk/login?next=/desk/measures');
    await loginStaff(page, 'zhengce');
    await page.getByRole('button', { name: '新建事项' }).click();
    await page.getByRole('button', { name: '开始编写' }).click();
    await see(page.getByText('请填写事项名称。'));
    await page.getByLabel('事项名称').fill(title);
    await page.getByRole('button', { name: '开始编写' }).click();
    await see(page.getByRole('heading', { level: 1, name: title }));

    await page.getByLabel('粘贴政策原文').fill(PARAGRAPH);
    await page.getByRole('button', { name: '从文字起草条件' }).click();
    const drawer = page.getByRole('dialog', { name: '从文字起草条件' });
    await drawer.getByRole('button', { name: '读出条件' }).click();
    await see(drawer.getByText(/^读出的条件（\d+ 条）$/));
    await drawer.getByRole('button', { name: '全部勾选' }).click();
    await drawer.getByRole('button', { name: /^采用勾选的 \d+ 项$/ }).click();
    await gone(drawer);
    const builder = page.getByRole('region', { name: '条件', exact: true });
    await see(builder.getByText('上年度研发费用占营业收入的比例不低于 5%'));
    expect(await builder.getByText('有原文').count()).toBe(3);
    const sentence = page.getByRole('region', { name: '读出来' });
    await see(sentence.getByText(/^下列 3 项须全部满足：\s*第一，注册地在望渚区；/));
    await saved(page);
    const before = await tried(page, '符合');

    // A threshold is lowered: the sentence follows, and so does what it would come to.
    await builder.getByRole('button', { name: /比例不低于 5%/ }).click();
    await builder.getByRole('textbox', { name: '要求的值' }).fill('4');
    await see(sentence.getByText(/不低于 4%/));
    await expect.poll(() => tried(page, '符合')).toBeGreaterThan(before);
    await saved(page);
    await inspect(page, 'policydesk-conditions');

    await view(page, '享受内容');
    await see(page.getByText('上年度研发费用 200 万元 × 10% = 20 万元，没有超过上限 50 万元'));
    await view(page, '办事指南');
    await writeGuide(page);
    await see(page.getByText('内容齐全，可以提交审核。'));
    await inspect(page, 'policydesk-guide');
    await page.getByRole('button', { name: '提交审核' }).click();
    await page.waitForURL(/\/desk\/measures\/[^/]+$/);
    id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    await leave(page);
  });

  test('is published by another person', async () => {
    const page = await open(browser, city, desk, `/desk/login?next=/desk/measures/${id}`);
    await loginStaff(page, 'fuhe');
    await page.getByRole('button', { name: '审核并发布' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '审核并发布' }).click();
    await see(page.getByRole('button', { name: '暂停' }));
    await leave(page);
  });

  test('stands on the phone of a firm', async () => {
    const page = await open(browser, city, phone, '/my');
    await loginFirm(page, city, '19000000001');
    await page.getByRole('link', { name: title }).click();
    await see(page.getByRole('heading', { level: 1, name: title }));
    await see(page.getByText('上年度研发费用占营业收入的比例不低于 4%').first());
    await inspect(page, 'policydesk-firm');
    await leave(page);
  });

  test('is opened by its code, and stands in the printed list', async () => {
    const image = await fetch(`${city.baseURL}/api/v1/public/measures/${id}/code`);
    const address = readCode(await image.text());
    expect(new URL(address).origin).toBe(city.baseURL);
    const page = await open(browser, city, phone, address);
    await see(page.getByRole('heading', { level: 1, name: title }));
    await see(page.getByText('上年度研发费用占营业收入的比例不低于 4%').first());
    await page.goto(`/measures?q=${encodeURIComponent(title)}`);
    await see(page.getByRole('article').filter({ hasText: title }));
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '下载清单（打印版）' }).click(),
    ]);
    expect(readPDF(await file.path())).toContain(title);
    await leave(page);
  });
});

describe('a draft on a phone', () => {
  test('keeps what is unfinished over a reload, and refuses what nobody can prove', async () => {
    const page = await open(browser, city, phone, '/desk/login?next=/desk/measures/new');
    await loginStaff(page, 'zhengce');
    await page.getByLabel('事项名称').fill('小企业研发补助（掌上）');
    await page.getByRole('button', { name: '开始编写' }).click();
    await page.getByLabel('粘贴政策原文').fill(PARAGRAPH);
    await inspect(page, 'policydesk-text');
    await page.getByRole('button', { name: '从文字起草条件' }).click();
    const drawer = page.getByRole('dialog', { name: '从文字起草条件' });
    await drawer.getByRole('button', { name: '读出条件' }).click();
    await drawer.getByRole('button', { name: '全部勾选' }).click();
    await drawer.getByRole('button', { name: /^采用勾选的 \d+ 项$/ }).click();
    await gone(drawer);
    const builder = page.getByRole('region', { name: '条件', exact: true });
    await builder.getByRole('button', { name: /比例不低于 5%/ }).click();
    await builder.getByRole('textbox', { name: '要求的值' }).fill('');
    await see(builder.getByText('没填完：请填写要求'));
    await see(page.getByText(/1 处没填完，填完后一起保存/));
    expect(await page.getByRole('button', { name: '提交审核' }).isDisabled()).toBe(true);
    await inspect(page, 'policydesk-clause');

    await page.reload();
    await see(page.getByText(/1 处没填完，填完后一起保存/));
    await builder.getByRole('button', { name: /没填完/ }).click();
    await builder.getByRole('textbox', { name: '要求的值' }).fill('4');
    await see(page.getByRole('region', { name: '读出来' }).getByText(/不低于 4%/));
    await saved(page);

    await view(page, '享受');
    await see(page.getByText('上年度研发费用 200 万元 × 10% = 20 万元，没有超过上限 50 万元'));
    await inspect(page, 'policydesk-benefit');
    await view(page, '指南');
    await page.getByRole('button', { name: '加一项材料' }).click();
    await page.getByRole('textbox', { name: '材料 1 材料名称' }).fill('其他材料');
    await see(page.getByText('这是兜底条款，企业不知道要交什么，不能发布。', { exact: false }));
    await inspect(page, 'policydesk-catch-all');
    await view(page, '测算');
    expect(await tried(page, '符合')).toBeGreaterThan(0);
    await inspect(page, 'policydesk-trial');
    await leave(page);
  });
});
