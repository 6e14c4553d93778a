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

/** Logs of demo accounts stand in the list of accounts. */
const LOGINS = { words: /^[a-z][a-z0-9._-]{1,31}$/ };

const NEW_PASSWORD = 'Huanghe-qingche-2026';

describe.each(screens)('three administrators on a screen of $name pixels', (screen) => {
  const phone = screen.width < 600;
  const name = `林示例${screen.name === '360' ? '甲' : '乙'}`;
  const login = `lin${screen.name}`;

  const as = async (who: string, path: string, password?: string): Promise<Page> => {
    const page = await open(browser, city, screen, `/desk/login?next=${encodeURIComponent(path)}`);
    await loginStaff(page, who, password);
    return page;
  };

  const menu = async (page: Page) => {
    if (phone) await page.getByRole('button', { name: '打开菜单' }).click();
    return page.getByRole('navigation', { name: '主要功能' });
  };

  test('an account, its first password and its roles each take two', async () => {
    // The system administrator makes an account and asks for its first password.
    let page = await as('xitong', '/desk/admin/staff');
    await see(page.getByRole('heading', { level: 1, name: '账号' }));
    await see(page.getByRole('link', { name: '秦样例' }));
    await inspect(page, 'admin-staff', LOGINS);
    await page.getByRole('button', { name: '新建账号' }).click();
    const form = page.getByRole('dialog', { name: '新建账号' });
    await form.getByLabel('姓名').fill(name);
    await form.getByLabel('账号').fill(login);
    await form.getByRole('button', { name: '新建账号' }).click();
    await see(page.getByRole('heading', { level: 1, name }));
    expect(await page.getByRole('button', { name: '变更角色' }).count()).toBe(0);
    await page.getByRole('button', { name: '申请重置密码' }).click();
    const ask = page.getByRole('dialog', { name: '申请重置密码' });
    await ask.getByLabel('理由').fill('新到岗，第一次登录');
    await ask.getByRole('button', { name: '申请重置密码' }).click();
    const mine = page.getByRole('article', { name: `重置${name}的密码` });
    await see(mine.getByText('您提出的申请要由另一个人确认。'));
    await gone(ask);
    expect(await mine.getByRole('button', { name: '确认生效' }).count()).toBe(0);
    await inspect(page, 'admin-member', LOGINS);
    const address = new URL(page.url()).pathname;
    await leave(page);

    // A security administrator confirms, is shown the code once, and proposes a role.
    page = await as('anquan', '/desk/admin/proposals');
    await page
      .getByRole('article', { name: `重置${name}的密码` })
      .getByRole('button', { name: '确认生效' })
      .click();
    await page.getByRole('dialog').getByRole('button', { name: '确认生效' }).click();
    const shown = page.getByRole('dialog').filter({ hasText: '只显示这一次' });
    const code = (await shown.getByLabel('重置码', { exact: true }).innerText()).trim();
    expect(code).toMatch(/^[2-9a-z]{5}(-[2-9a-z]{5}){3}$/);
    await inspect(page, 'admin-code', { words: /^[2-9a-z-]+$/ });
    await shown.getByRole('button', { name: '已交给本人' }).click();
    await gone(shown);
    await see(page.getByText('没有等您确认的申请'));
    await expect.poll(() => page.content()).not.toContain(code);
    await page.goto(`${city.baseURL}${address}`);
    await page.getByRole('button', { name: '变更角色' }).click();
    const give = page.getByRole('dialog', { name: '变更角色' });
    await give.getByLabel('窗口人员').check();
    await give.getByLabel('理由').fill('到综合窗口工作');
    await give.getByRole('button', { name: '变更角色' }).click();
    const proposed = page.getByRole('article', { name: `变更${name}的角色` });
    await see(proposed.getByText('增加角色“窗口人员”'));
    expect(await proposed.getByRole('button', { name: '确认生效' }).count()).toBe(0);
    await leave(page);

    // Another one finds it waiting, by the number in the menu, and confirms.
    page = await as('anquan2', '/desk');
    await see((await menu(page)).getByText('1', { exact: true }));
    await (await menu2(page)).click();
    const waiting = page.getByRole('article', { name: `变更${name}的角色` });
    await see(waiting.getByText('理由：到综合窗口工作'));
    await inspect(page, 'admin-proposals');
    await waiting.getByRole('button', { name: '确认生效' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '确认生效' }).click();
    await see(page.getByText('没有等您确认的申请'));
    await leave(page);

    // The new member of staff chooses a password and has the role at once.
    page = await open(browser, city, screen, '/desk/reset');
    await page.getByLabel('账号').fill(login);
    await page.getByLabel('重置码').fill(code.toUpperCase());
    await page.getByLabel('新密码', { exact: true }).fill(NEW_PASSWORD);
    await page.getByLabel('再输入一次新密码').fill(NEW_PASSWORD);
    await inspect(page, 'admin-reset', LOGINS);
    await page.getByRole('button', { name: '设置新密码' }).click();
    await see(page.getByText('新密码已设置'));
    await page.getByRole('link', { name: '去登录' }).click();
    await loginStaff(page, login, NEW_PASSWORD);
    await see((await menu(page)).getByRole('link', { name: '企业库' }));
    await leave(page);
  });

  test('nobody is two of the three, and none of them sees enterprises', async () => {
    let page = await as('anquan', '/desk/admin/staff?q=xitong');
    await page.getByRole('link', { name: '朱示例' }).click();
    await page.getByRole('button', { name: '变更角色' }).click();
    const give = page.getByRole('dialog', { name: '变更角色' });
    await give.getByLabel('审计管理员').check();
    await give.getByLabel('理由').fill('人手不够，兼任审计');
    await give.getByRole('button', { name: '变更角色' }).click();
    await see(give.getByText(/朱示例不能同时担任“系统管理员”和“审计管理员”/));
    await inspect(page, 'admin-refused', LOGINS);
    await leave(page);

    page = await as('anquan', '/desk/admin/roles');
    await see(page.getByRole('link', { name: '窗口人员' }));
    await inspect(page, 'admin-roles');
    await page.getByRole('link', { name: '窗口人员' }).click();
    const reach = page.getByLabel('“导出企业名单”的范围');
    await reach.selectOption('本部门');
    await see(page.getByText('增加“导出企业名单”，范围：本部门'));
    await inspect(page, 'admin-role');
    await page.getByLabel('“提出角色和授权的变更”的范围').selectOption('全部');
    await page.getByLabel('理由').fill('试试能不能混在一起');
    await page.getByRole('button', { name: /^提交/ }).click();
    await see(page.getByText(/一个角色不能同时有/));
    await page.getByLabel('“提出角色和授权的变更”的范围').selectOption('不授予');
    await page.getByRole('button', { name: /^提交/ }).click();
    const own = page.getByRole('article', { name: '变更角色“窗口人员”' }).first();
    await see(own.getByText('您提出的申请要由另一个人确认。'));
    await own.getByRole('button', { name: '撤回' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '撤回' }).click();
    await expect.poll(() => own.count()).toBe(0);
    await leave(page);

    for (const who of ['xitong', 'anquan', 'shenji']) {
      page = await as(who, '/desk');
      await see(page.getByRole('heading', { level: 1 }));
      const links = await menu(page);
      await see(links.getByRole('link', { name: '首页' }));
      expect(await links.getByRole('link', { name: '企业库' }).count()).toBe(0);
      await page.goto(`${city.baseURL}/desk/enterprises`);
      await see(
        page
          .getByRole('heading', { name: /没有.*权限/ })
          .or(page.getByText(/没有办理这件事的权限/))
          .first(),
      );
      await leave(page);
    }
  });

  async function menu2(page: Page) {
    return page.getByRole('navigation', { name: '主要功能' }).getByRole('link', { name: /待确认/ });
  }
});
