import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inspect, launch, leave, open, screens, see, seePassing } from './browser';
import { type City, openCity } from './city';
import { DEMO_ACCOUNTS, loginStaff } from './login';

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

/** Opens the page of a person through the list of people. */
async function openPerson(page: Page, name: string): Promise<void> {
  await page.goto(`/desk/people?q=${encodeURIComponent(name)}`);
  await page.getByRole('link', { name, exact: true }).click();
  await see(page.getByRole('heading', { level: 1, name }));
}

/** Picks an option of a select by its label. */
async function pick(page: Page, label: string | RegExp, option: string | RegExp): Promise<void> {
  await page.getByRole('combobox', { name: label }).click();
  await page.locator('.ant-select-item-option:visible', { hasText: option }).first().click();
}

describe.each(screens)('the organisation on a screen of $name pixels', (screen) => {
  const phone = screen.width < 600;
  // Each width sees another officer off; what the first hands over, the second has by then.
  const leaver = phone
    ? { login: 'wangge1', name: '韩范例', items: 5, to: '苗示例' }
    : { login: 'wangge3', name: '苗示例', items: 7, to: '王演示' };

  test('shows departments, posts, the service network and the people in it', async () => {
    const page = await open(browser, city, screen, '/desk/login?next=/desk/org');
    await loginStaff(page, 'xitong');
    await see(page.getByRole('heading', { level: 1, name: '机构' }));
    await see(page.getByRole('navigation', { name: '机构树' }));
    await inspect(page, 'org-tree', WORDS);
    await page.getByRole('link', { name: '锦帆街道', exact: true }).click();
    await see(page.getByRole('heading', { level: 2, name: '望渚区锦帆街道办事处' }));
    await see(page.getByRole('region', { name: '岗位' }).first().getByText('网格员').first());
    await see(page.getByText('首席服务专员 王演示').first());
    await inspect(page, 'org-department', WORDS);

    // A post is added and taken away again.
    await page.getByRole('button', { name: '新建岗位' }).click();
    const form = page.getByRole('dialog', { name: '新建岗位' });
    await form.getByLabel('岗位名称').fill(`值班岗${screen.name}`);
    await form.getByRole('button', { name: /^保\s*存$/ }).click();
    await page.getByRole('button', { name: `撤销值班岗${screen.name}` }).click();
    await seePassing(page.getByText(`已撤销岗位“值班岗${screen.name}”。`), () =>
      page.getByRole('button', { name: '确认撤销' }).click(),
    );

    // A table with a bad row brings nothing in and says which row.
    await page.goto('/desk/org/import');
    await page.getByText('岗位', { exact: true }).click();
    await page.getByLabel('选择表格文件').setInputFiles({
      name: '岗位.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('部门代码,岗位名称,编制数\nwz-gov,值守岗,2\nnowhere,某岗,1\n'),
    });
    await page.getByRole('button', { name: '开始导入岗位' }).click();
    await see(page.getByText('一行也没有导入：2 行中有 1 处问题'));
    await see(page.getByRole('cell', { name: '没有这个部门，或已撤销' }));
    await inspect(page, 'org-import', { words: /^nowhere$/ });
    await leave(page);
  });

  test('hands over the work of a grid officer who leaves', async () => {
    // The officer is at work, and looks at nothing but the own district.
    const officer = await open(browser, city, screen, '/desk/login?next=/desk/people');
    await loginStaff(officer, leaver.login);
    // Exactly: the login of 工作人员 has a heading too.
    await see(officer.getByRole('heading', { level: 1, name: '人员', exact: true }));
    await see(officer.getByRole('link', { name: leaver.name, exact: true }));
    expect(await officer.getByRole('link', { name: '王演示', exact: true }).count()).toBe(0);

    const page = await open(browser, city, screen, '/desk/login?next=/desk/people');
    await loginStaff(page, 'xitong');
    await see(page.getByRole('heading', { level: 1, name: '人员', exact: true }));
    await inspect(page, 'org-people', WORDS);
    await openPerson(page, leaver.name);
    await inspect(page, 'org-person', WORDS);
    await page.getByRole('button', { name: '办理离任' }).click();
    await see(page.getByRole('heading', { level: 1, name: `为${leaver.name}办理离任` }));
    const { name, items } = leaver;
    await see(page.getByText(`共 ${items} 项，每一项都要有人接手；岗位可以空缺。`));
    await see(page.getByText(`还有 ${items} 项没有选择接手人。`));
    expect(await page.getByRole('button', { name: '确认离任' }).isDisabled()).toBe(true);
    await inspect(page, 'org-handover');

    // Everything goes to a colleague, and the sentence names how much to whom.
    await pick(page, '全部交给', leaver.to);
    await see(
      page.getByText(
        `办理后，${name}不能再登录，所有登录立即失效。${items} 项工作交给 1 人：${leaver.to}。`,
      ),
    );
    await inspect(page, 'org-handover-ready');
    await page.getByRole('button', { name: '确认离任' }).click();
    await see(page.getByRole('heading', { level: 1, name: `${name}的离任交接` }));
    const handed = page.getByRole('region', { name: '交接的工作' }).first();
    await expect.poll(() => handed.locator('tbody tr').count()).toBe(items);
    await inspect(page, 'org-handover-done');

    // The officer is out at once and does not come in again.
    await officer.goto('/desk/people');
    await see(officer.getByRole('heading', { name: '工作人员登录' }));
    await loginStaff(officer, leaver.login);
    await see(officer.getByRole('alert').filter({ hasText: '没有登录成功' }));
    await leave(officer);

    // The history says what was held until when, and the colleague holds it now.
    await openPerson(page, name);
    await see(page.getByText('已离任'));
    const services = page.getByRole('region', { name: '服务分工' }).first();
    expect(await services.getByText('至今').count()).toBe(0);
    await see(page.getByText(`交出 ${items} 项`));
    await inspect(page, 'org-person-left', WORDS);
    await page.getByRole('link', { name: `查看这次交接：${name} 离任` }).click();
    await see(page.getByRole('heading', { level: 1, name: `${name}的离任交接` }));
    await page.getByRole('link', { name, exact: true }).click();
    await see(page.getByRole('heading', { level: 1, name }));
    await openPerson(page, leaver.to);
    await see(page.getByText(`接手 ${items} 项`));
    expect(
      await page.getByRole('region', { name: '服务分工' }).first().getByText('至今').count(),
    ).toBe(items - 1 + (leaver.to === '苗示例' ? 2 : 1));
    await page.goto('/desk/handovers');
    await see(page.getByRole('link', { name, exact: true }));
    await inspect(page, 'org-handovers');
    await leave(page);
  });
});
