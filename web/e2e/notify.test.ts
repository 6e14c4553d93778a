import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  gone,
  inspect,
  LONG_WORK,
  launch,
  leave,
  open,
  screens,
  see,
  seePassing,
  still,
} from './browser';
import { type City, openCity } from './city';
import { type Gateway, openGateway } from './gateway';
import { loginFirm, loginStaff } from './login';
import { badRegister } from './register';

/** The firm that invites, and the phone of its legal representative. */
const FIRM = '91390102900000612E';
const CHIEF = '19000000006';

let city: City;
let gateway: Gateway;
let browser: Browser;
beforeAll(async () => {
  gateway = await openGateway();
  const { codeFor } = gateway;
  [city, browser] = await Promise.all([openCity({ env: gateway.env }), launch()]);
  city = { ...city, codeFor };
});
afterAll(async () => {
  await browser.close();
  await city.close();
  gateway.close();
});

/** Phones that nobody here has, and those of people who act for other firms. */
const strangers = { 360: '13600000360', 1366: '13600001366' } as const;
const guests = { 360: '19000000001', 1366: '19000000002' } as const;

/** Has the firm that is logged in invite a phone, as its screen does. */
async function invite(page: Page, phone: string): Promise<void> {
  const status = await page.evaluate(
    async ({ firm, phone }) => {
      const answer = await fetch(`/api/v1/my/${firm}/invitations`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          matters: ['all'],
          ends_on: new Date(Date.now() + 9 * 86_400_000).toISOString().slice(0, 10),
          phone,
        }),
      });
      return answer.status;
    },
    { firm: FIRM, phone },
  );
  expect(status).toBe(201);
}

/** Imports a small register, which is what the clerk is told of. */
async function importRegister(page: Page, file: string, start: number): Promise<void> {
  await page.goto('/desk/imports');
  await page.locator('input[type="file"]').setInputFiles({
    name: file,
    mimeType: 'text/csv',
    buffer: Buffer.from(badRegister(start, 20)),
  });
  await page.getByRole('button', { name: '开始导入企业名录' }).click();
  await see(page.getByRole('region', { name: '导入报告' }));
}

test('a firm invites people by their phones', async () => {
  const page = await open(browser, city, screens[1], '/my');
  await loginFirm(page, city, CHIEF);
  await page.waitForURL(/\/my\/9139/);
  for (const { name } of screens) {
    gateway.refused.add(strangers[name]);
    await invite(page, strangers[name]);
    await invite(page, guests[name]);
  }
  await leave(page);
});

/** How many unread messages there are, without waiting for the bell to ask again. */
const unread = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const answer = await fetch('/api/v1/notices/unread');
    return ((await answer.json()) as { count: number }).count;
  });

describe.each(screens)('somebody at the desk on a screen of $name pixels', (screen) => {
  test('sees the bell, opens the message, reads it, and chooses what to be told', async () => {
    const page = await open(browser, city, screen, '/desk');
    await loginStaff(page);
    await see(page.getByRole('link', { name: /^消息/ }));
    const file = `小名录${screen.name}.csv`;
    const old = await unread(page);
    await importRegister(page, file, screen.width * 7000);

    await expect.poll(() => unread(page), { timeout: LONG_WORK }).toBeGreaterThan(old);
    await page.reload();
    const bell = page.getByRole('banner').getByRole('link', { name: /^消息，\d+ 条未读$/ });
    await see(bell);
    await bell.click();
    const item = page
      .getByRole('list', { name: '我的消息' })
      .getByRole('listitem')
      .filter({ hasText: file });
    await see(item.getByText('未读'));
    await inspect(page, 'desk-notices');
    await item.getByRole('link', { name: '查看' }).click();
    await see(page.getByRole('heading', { level: 1, name: `导入：${file}` }));

    await page.goto('/desk/notices');
    await see(item.getByRole('heading'));
    await expect.poll(() => item.getByText('未读').count()).toBe(0);
    await page.getByRole('button', { name: '未读', exact: true }).click();
    await expect.poll(() => new URL(page.url()).searchParams.get('unread')).toBe('true');
    await expect.poll(() => item.count()).toBe(0);

    await page.getByRole('link', { name: '消息设置' }).click();
    const system = page.getByRole('group', { name: '系统', exact: true });
    const own = system.getByLabel('短信');
    await see(own);
    const before = await own.isChecked();
    await own.click();
    await page.getByRole('button', { name: '保存' }).click();
    await see(page.getByText('已保存'));
    await inspect(page, 'desk-notice-settings');
    await page.reload();
    await see(own);
    expect(await own.isChecked()).toBe(!before);
    expect(
      await page.getByRole('group', { name: '账号安全' }).getByLabel('站内消息').isDisabled(),
    ).toBe(true);
    await leave(page);
  });
});

describe.each(screens)('somebody who acts for a firm on a screen of $name pixels', (screen) => {
  test('reads in the inbox who invites, and keeps quiet hours and a choice', async () => {
    const page = await open(browser, city, screen, '/my');
    await loginFirm(page, city, guests[screen.name]);
    await page.waitForURL(/\/my\/9139/);
    await page.getByRole('link', { name: /^消息，\d+ 条未读$/ }).click();
    const item = page
      .getByRole('list', { name: '我的消息' })
      .getByRole('listitem')
      .filter({ hasText: '办事' });
    await see(item.getByText('未读'));
    await inspect(page, 'my-notices');
    await item.getByRole('button', { name: '标为已读' }).click();
    await gone(item.getByText('未读'));

    await page.getByRole('link', { name: '消息设置' }).click();
    await see(page.getByRole('group', { name: '免打扰时间' }));
    await page.getByLabel('从', { exact: true }).fill('21:30');
    await page.getByLabel('到', { exact: true }).fill('07:15');
    const text = page.getByRole('group', { name: '办理进度' }).getByLabel('短信');
    expect(await text.isChecked()).toBe(true);
    await text.click();
    await page.getByRole('button', { name: '保存' }).click();
    await see(page.getByText('已保存'));
    await inspect(page, 'my-notice-settings');
    await page.reload();
    await expect.poll(() => page.getByLabel('从', { exact: true }).inputValue()).toBe('21:30');
    expect(await page.getByLabel('到', { exact: true }).inputValue()).toBe('07:15');
    expect(await text.isChecked()).toBe(false);
    await leave(page);
  });
});

describe.each(screens)('the care of messages on a screen of $name pixels', (screen) => {
  const phone = screen.width < 600;
  const words = /^(enterprise|who|count|file|created|updated|thing\d)$/;

  test('a template is edited with a preview, and a failed text sent again until it arrives', async () => {
    const other = await open(browser, city, screen, '/desk/login?next=/desk/admin/notices');
    await loginStaff(other, 'chuangkou');
    await see(other.getByText('您没有办理这件事的权限', { exact: false }));
    expect(await other.getByRole('link', { name: '消息管理' }).count()).toBe(0);
    await leave(other);

    const page = await open(browser, city, screen, '/desk');
    await loginStaff(page, 'xitong');
    if (phone) await page.getByRole('button', { name: '打开菜单' }).click();
    await page.getByRole('link', { name: '消息管理' }).click();
    await see(page.getByRole('heading', { level: 1, name: '消息管理' }));
    const templates = page.getByRole('region', { name: '消息模板' });
    await see(templates.getByText('导入完成'));
    await still(page);
    await inspect(page, 'desk-notice-templates');

    await templates.getByRole('link', { name: '导入完成：短信' }).click();
    await see(page.getByRole('heading', { level: 1, name: '导入完成' }));
    const text = page.getByLabel('正文');
    const preview = page.getByRole('region', { name: '预览' });
    await text.fill('{{.nobody}}');
    await see(page.getByText('没有变量 nobody', { exact: false }));
    expect(await page.getByRole('button', { name: /^保\s*存$/ }).isDisabled()).toBe(true);
    await text.fill(`在${screen.name}上改过：`);
    await page.getByRole('button', { name: '插入文件' }).click();
    await see(preview.getByText(`在${screen.name}上改过：企业名录.xlsx`));
    await see(preview.getByText('按 1 条短信计费', { exact: false }));
    await inspect(page, 'desk-notice-template', { words });
    const save = page.getByRole('button', { name: /^保\s*存$/ });
    await save.click();
    await expect.poll(() => save.isDisabled()).toBe(true);
    await see(page.getByText(/^第 \d+ 版，/));
    await page.getByLabel('手机号').fill(guests[screen.name]);
    await seePassing(page.getByText('渠道已接收', { exact: false }), () =>
      page.getByRole('button', { name: /^发\s*送$/ }).click(),
    );
    const tried = gateway.texts.filter(({ to }) => to === guests[screen.name]);
    expect(tried.map(({ text }) => text).join('\n')).toContain(`在${screen.name}上改过`);
    await page.getByRole('link', { name: '邮件', exact: true }).click();
    await see(page.getByLabel('邮件主题'));
    await see(page.getByTitle('网页正文预览'));

    await page.getByRole('link', { name: '返回模板' }).click();
    await see(templates.getByText('已改').first());
    await page.getByRole('link', { name: '送达记录' }).click();
    const table = page.getByRole('region', { name: '送达记录' });
    await see(table.getByText('本人的收件箱').first());
    await page.getByRole('combobox', { name: '状态' }).click();
    // The same words stand in the table.
    await page.locator('.ant-select-item-option[title="没有发出"]:visible').click();
    await page.waitForURL(/state=failed/);
    const mine = table.getByRole('row').filter({ hasText: masked(strangers[screen.name]) });
    await see(mine.getByText('渠道认为内容或地址有误（422）'));
    expect(await page.content()).not.toContain(strangers[screen.name]);
    await inspect(page, 'desk-notice-deliveries');
    gateway.refused.delete(strangers[screen.name]);
    await mine.getByRole('button', { name: /^重新发送/ }).click();
    const dialog = page.getByRole('dialog');
    await see(dialog.getByText(`将通过短信再向 ${masked(strangers[screen.name])} 发送一次。`));
    await still(page);
    await seePassing(page.getByText('已重新排队，很快会发出'), () =>
      dialog.getByRole('button', { name: /^重新发送$/ }).click(),
    );
    const arrived = () => gateway.texts.filter(({ to }) => to === strangers[screen.name]).length;
    await expect.poll(arrived, { timeout: LONG_WORK }).toBe(1);
    expect(await gateway.confirm(city.baseURL, strangers[screen.name])).toBe(204);
    await page.goto('/desk/admin/notices/deliveries?channel=sms&state=delivered');
    await see(mine.getByText(/收到回执，今天 \d\d:\d\d送达/));
    await page.goto('/desk/admin/notices/deliveries?day=2020-01-01');
    await see(page.getByText('没有符合条件的记录'));

    await page.getByRole('link', { name: '渠道', exact: true }).click();
    const channels = page.getByRole('list', { name: '渠道' }).getByRole('listitem');
    await see(channels.filter({ hasText: '短信' }).getByText('正常'));
    expect(await channels.filter({ hasText: '没有接通' }).count()).toBe(3);
    await inspect(page, 'desk-notice-channels');
    await leave(page);
  });
});

/** How the desk shows a number. */
const masked = (phone: string) => `${phone.slice(0, 3)}****${phone.slice(-4)}`;
