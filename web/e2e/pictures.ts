import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, test } from 'vitest';
import { launch, leave, open, see, still } from './browser';
import { type City, openCity } from './city';
import { loginFirm, loginStaff } from './login';
import { badRegister } from './register';

// Makes the pictures of the README: npm run pictures.

const images = fileURLToPath(new URL('../../docs/images/', import.meta.url));
const PHONE = { width: 360, height: 740, scale: 2 };
const MONITOR = { width: 1366, height: 768 };

let city: City;
let browser: Browser;
beforeAll(async () => {
  mkdirSync(images, { recursive: true });
  [city, browser] = await Promise.all([openCity(), launch()]);
});
afterAll(async () => {
  await browser.close();
  await city.close();
});

async function picture(page: Page, name: string, ready: Locator): Promise<void> {
  await see(ready);
  await page.mouse.move(0, 0);
  await still(page);
  await page.screenshot({ path: `${images}${name}.png` });
  await leave(page);
}

test('what a firm can get', async () => {
  const page = await open(browser, city, PHONE, '/my');
  await loginFirm(page, city, '19000000001');
  await picture(page, 'portal-verdicts', page.getByText('预计可享受金额'));
});

test('a measure on the public site', async () => {
  const page = await open(browser, city, PHONE, '/measures/wz-rd-subsidy');
  await picture(page, 'public-measure', page.getByRole('heading', { name: '需要满足的条件' }));
});

test('one measure over all enterprises', async () => {
  const page = await open(browser, city, MONITOR, '/desk');
  await loginStaff(page);
  await see(page.getByText(/^比对了/));
  await page.goto('/desk/measures/wz-rd-subsidy/result?verdict=eligible');
  await picture(page, 'desk-result', page.getByText(/^第 1—50 条/));
});

test('a measure in the making, with what it comes to', async () => {
  const page = await open(browser, city, MONITOR, '/desk/login?next=/desk/measures/wz-cloud/edit');
  await loginStaff(page, 'zhengce');
  await see(page.getByText('只差一步', { exact: true }));
  await picture(page, 'desk-editor', page.getByText('有原文').first());
});

test('three bad rows, each explained', async () => {
  const page = await open(browser, city, MONITOR, '/desk/login?next=/desk/imports');
  await loginStaff(page);
  await page.locator('input[type="file"]').setInputFiles({
    name: '望渚区企业名录.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(badRegister(0, 1000)),
  });
  await page.getByRole('button', { name: '开始导入企业名录' }).click();
  await picture(page, 'desk-import', page.getByText('第 1—3 条，共 3 条'));
});

const FIRM = '91390102900000612E';

test('who has looked at the data of a firm', async () => {
  const contacts = `/desk/login?next=/desk/enterprises/${FIRM}?tab=contacts`;
  const clerk = await open(browser, city, MONITOR, contacts);
  await loginStaff(clerk, 'chuangkou');
  for (const [reason, words] of [
    ['回访', '回访奖励资金到账情况'],
    ['核实联系方式', '企业来电更换联系人，核对原号码'],
  ] as const) {
    await clerk
      .getByRole('button', { name: /^查看完整信息/ })
      .first()
      .click();
    const dialog = clerk.getByRole('dialog', { name: '查看完整信息' });
    await dialog.getByRole('combobox', { name: '原因' }).selectOption({ label: reason });
    await dialog.getByLabel('具体说明').fill(words);
    await dialog.getByRole('button', { name: /查\s*看$/ }).click();
    await dialog.getByRole('button', { name: '看完了' }).click();
  }
  await leave(clerk);
  const page = await open(browser, city, PHONE, '/my');
  await loginFirm(page, city, '19000000006');
  await page.waitForURL(/\/my\/9139/);
  await page.goto(`/my/${FIRM}/account`);
  await page.getByRole('link', { name: '谁看过我的数据' }).click();
  const list = page.getByRole('region', { name: '查看完整信息的记录' });
  await picture(page, 'portal-disclosures', list.getByText('共 2 次'));
});

test('the organisation', async () => {
  const page = await open(browser, city, MONITOR, '/desk/login?next=/desk/org');
  await loginStaff(page, 'xitong');
  await page.getByRole('link', { name: '锦帆街道', exact: true }).click();
  await picture(page, 'desk-org', page.getByText('首席服务专员 王演示').first());
});

test('what a role may do, and how far', async () => {
  const page = await open(browser, city, MONITOR, '/desk/login?next=/desk/admin/roles');
  await loginStaff(page, 'anquan');
  await page.getByRole('link', { name: '窗口人员' }).click();
  await picture(page, 'desk-role', page.getByLabel('“导出企业名单”的范围'));
});

test('the audit log', async () => {
  const page = await open(browser, city, MONITOR, '/desk/login?next=/desk/admin/audit');
  await loginStaff(page, 'shenji');
  await page.getByRole('button', { name: '现在核对' }).click();
  // Browsers write empty dates in their own language, which here is no Chinese.
  await page.addStyleTag({ content: '::-webkit-datetime-edit { color: transparent }' });
  await picture(page, 'desk-audit', page.getByText(/完整：今天 .*核对了 [\d,]+ 条/));
});

test('what becomes of an appeal, on the phone of the firm', async () => {
  const page = await open(browser, city, PHONE, '/my');
  await loginFirm(page, city, '19000000006');
  await page.getByRole('link', { name: '我的诉求' }).first().click();
  await page.getByRole('link', { name: /企业发票额度不够用/ }).click();
  await picture(page, 'portal-appeal', page.getByRole('heading', { name: '经过' }));
});

test('a case at the desk, with its terms and what stands beside it', async () => {
  const page = await open(browser, city, MONITOR, '/desk/login?next=/desk/appeals?box=accept');
  await loginStaff(page, 'paidan');
  await page
    .getByRole('row')
    .filter({ hasText: '研发费用加计扣除' })
    .getByRole('link')
    .first()
    .click();
  await picture(
    page,
    'desk-appeal',
    page.getByRole('region', { name: '可能涉及的政策' }).getByRole('link').first(),
  );
});

test('what is due, by department', async () => {
  const page = await open(browser, city, MONITOR, '/desk/login?next=/desk/appeal-board');
  await loginStaff(page, 'quzhang');
  await picture(page, 'desk-board', page.getByRole('heading', { level: 1, name: '督办看板' }));
});
