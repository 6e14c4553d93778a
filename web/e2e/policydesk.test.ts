import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { gone, inspect, launch, leave, open, screens, see } from './browser';
import { type City, openCity } from './city';
import { loginStaff } from './login';

// From a paragraph to a measure that a visitor finds on the phone: one person
// writes it, another publishes it.
let city: City;
let browser: Browser;
beforeAll(async () => {
  [city, browser] = await Promise.all([openCity(), launch()]);
});
afterAll(async () => {
  await browser.close();
  await city.close();
});

const PARAGRAPH =
  '申报企业应当注册地在望渚区，上年度营业收入不超过2亿元，且上年度研发费用占营业收入的比例不低于5%。符合条件的，按上年度研发费用的10%给予补助，最高50万元。';

describe.each(screens)('a measure from a paragraph on a screen of $name pixels', (screen) => {
  const phone = screen.width < 600;
  const title = phone ? '小企业研发补助（掌上）' : '小企业研发补助';
  const view = (page: Page, long: string, short: string) =>
    page
      .getByRole('navigation', { name: '编辑哪一部分' })
      .getByText(phone ? short : long, { exact: true })
      .click();
  const saved = (page: Page) =>
    see(page.getByRole('status').filter({ hasText: /^已保存 \d\d:\d\d$/ }));

  test('is drafted, confirmed, written out, submitted, published and found', async () => {
    const page = await open(browser, city, screen, '/desk/login?next=/desk/measures');
    await loginStaff(page, 'zhengce');
    await page.getByRole('button', { name: '新建事项' }).click();
    await see(page.getByRole('heading', { level: 1, name: '新建政策事项' }));
    await page.getByRole('button', { name: '开始编写' }).click();
    await see(page.getByText('请填写事项名称。'));
    await inspect(page, 'policydesk-new');
    await page.getByLabel('事项名称').fill(title);
    await page.getByRole('button', { name: '开始编写' }).click();
    await see(page.getByRole('heading', { level: 1, name: title }));
    await inspect(page, 'policydesk-empty');

    // The paragraph, its drafted clauses, and what is taken over.
    await page.getByLabel('粘贴政策原文').fill(PARAGRAPH);
    await page.getByRole('button', { name: '从文字起草条件' }).click();
    const drawer = page.getByRole('dialog', { name: '从文字起草条件' });
    await drawer.getByRole('button', { name: '读出条件' }).click();
    await see(drawer.getByText(/^读出的条件（\d+ 条）$/));
    await drawer.getByRole('button', { name: '全部勾选' }).click();
    await drawer.getByRole('button', { name: /^采用勾选的 \d+ 项$/ }).click();
    await gone(drawer);
    const builder = page.getByRole('region', { name: '条件', exact: true });
    await see(builder.getByText('注册地在望渚区'));
    await see(builder.getByText('上年度研发费用占营业收入的比例不低于 5%'));
    expect(await builder.getByText('有原文').count()).toBe(3);
    await saved(page);
    const sentence = page.getByRole('region', { name: '读出来' });
    await see(sentence.getByText(/^下列 3 项须全部满足：\s*第一，注册地在望渚区；/));
    await inspect(page, 'policydesk-conditions');

    // One threshold is changed; the sentence follows, and undoing takes it back.
    await builder.getByRole('button', { name: /比例不低于 5%/ }).click();
    await builder.getByRole('textbox', { name: '要求的值' }).fill('3');
    await see(sentence.getByText(/不低于 3%/));
    await inspect(page, 'policydesk-clause');
    await builder.getByRole('textbox', { name: '要求的值' }).fill('');
    await see(builder.getByText('没填完：请填写要求'));
    await see(page.getByText(/1 处没填完，填完后一起保存/));
    expect(await page.getByRole('button', { name: '提交审核' }).isDisabled()).toBe(true);

    // What is not finished survives a reload.
    await page.reload();
    await see(page.getByText(/1 处没填完，填完后一起保存/));
    await builder.getByRole('button', { name: /没填完/ }).click();
    await builder.getByRole('textbox', { name: '要求的值' }).fill('4');
    await see(sentence.getByText(/不低于 4%/));
    await saved(page);

    // What there is to get, worked out on an example.
    await view(page, '享受内容', '享受');
    await see(page.getByText('上年度研发费用 200 万元 × 10% = 20 万元，没有超过上限 50 万元'));
    await inspect(page, 'policydesk-benefit');

    // The guide, with a catch-all refused at once.
    await view(page, '办事指南', '指南');
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
    await page.getByRole('textbox', { name: '材料 1 材料名称' }).fill('其他材料');
    await see(page.getByText('这是兜底条款，企业不知道要交什么，不能发布。', { exact: false }));
    await inspect(page, 'policydesk-catch-all');
    await page.getByRole('textbox', { name: '材料 1 材料名称' }).fill('研发费用辅助账汇总表');
    await page.getByRole('button', { name: '加一步' }).click();
    await page.getByRole('textbox', { name: '步骤 1 做什么' }).fill('网上提交');
    await page.getByLabel('办理时限').fill('自受理起 15 个工作日');
    await page.getByLabel('兑现时限').fill('公示期满后 20 个工作日');
    await page.getByLabel('负责部门', { exact: true }).fill('望渚区科学技术局');
    await page.getByLabel('咨询单位').fill('高新技术科');
    await page.getByLabel('电话').fill('0000-0000001');
    await see(page.getByText('内容齐全，可以提交审核。'));
    await inspect(page, 'policydesk-guide');
    await page.getByRole('button', { name: '提交审核' }).click();
    await page.waitForURL(/\/desk\/measures\/[^/]+$/);
    const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    await leave(page);

    // Another person publishes it.
    const reviewer = await open(browser, city, screen, `/desk/login?next=/desk/measures/${id}`);
    await loginStaff(reviewer, 'fuhe');
    await reviewer.getByRole('button', { name: '审核并发布' }).click();
    await reviewer.getByRole('dialog').getByRole('button', { name: '审核并发布' }).click();
    await see(reviewer.getByRole('button', { name: '暂停' }));
    await leave(reviewer);

    // A visitor's phone finds it.
    const visitor = await open(browser, city, screens[0], `/measures/${id}`);
    await see(visitor.getByRole('heading', { level: 1, name: title }));
    await see(visitor.getByText('上年度研发费用占营业收入的比例不低于 4%').first());
    await leave(visitor);
  });
});
