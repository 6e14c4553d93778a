import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { gone, inspect, launch, leave, open, screens, see } from './browser';
import { type City, openCity } from './city';
import { DEMO_ACCOUNTS, loginFirm, loginStaff } from './login';

/** Who represents a firm of the demo city, and somebody nobody there knows. */
const CHIEF = '19000000001';
const GUEST = '19000000077';
/** A firm of the demo city that has a legal representative. */
const FIRM = '91390102900000110U';

describe.each(screens)('who acts for a firm, on a screen of $name pixels', (screen) => {
  let city: City;
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser.close());
  // A phone is sent one code a minute, so each journey has a city of its own.
  beforeEach(async () => {
    city = await openCity();
  });
  afterEach(() => city.close());

  test('is invited by code and link, accepts, works within limits, and is ended', async () => {
    const chief = await open(browser, city, screen, '/my/login');
    await loginFirm(chief, city, CHIEF);
    await chief.getByRole('link', { name: '我的', exact: true }).click();
    await chief.getByRole('link', { name: '办事人员' }).click();
    await see(chief.getByRole('heading', { level: 1, name: '办事人员' }));
    await inspect(chief, 'my-people');

    await chief.getByRole('button', { name: '邀请经办人' }).click();
    const sheet = chief.getByRole('dialog', { name: '邀请经办人' });
    await sheet.getByRole('button', { name: '生成邀请' }).click();
    await see(sheet.getByText('请至少选择一项。'));
    await sheet.getByLabel('惠企政策').check();
    await sheet.getByLabel('受邀人手机号').fill(GUEST);
    await inspect(chief, 'my-invite');
    const answered = chief.waitForResponse(
      (response) => response.request().method() === 'POST' && /invitations$/.test(response.url()),
    );
    await sheet.getByRole('button', { name: '生成邀请' }).click();
    const { link } = (await (await answered).json()) as { link: string };
    const made = chief.getByRole('dialog', { name: '邀请已生成' });
    await see(made.getByRole('img', { name: '邀请二维码' }));
    await inspect(chief, 'my-invited');
    await made.getByRole('button', { name: '完成' }).click();
    const sent = chief.getByRole('region', { name: '发出的邀请' });
    await see(sent.getByText('等待答复'));

    // The guest has a phone of their own and has never been here.
    const { pathname, hash } = new URL(link);
    const guest = await open(browser, city, screen, pathname + hash);
    await see(guest.getByRole('heading', { name: '您收到一份授权邀请' }));
    await inspect(guest, 'my-invitation-login');
    await loginFirm(guest, city, GUEST);
    await see(guest.getByRole('heading', { level: 1, name: '授权邀请', exact: true }));
    await see(guest.getByRole('heading', { name: '授权委托书' }));
    await guest.getByRole('button', { name: '接受委托' }).click();
    await see(guest.getByText('请先阅读并勾选同意。'));
    await guest.getByLabel('您的姓名').fill('钱示例');
    await guest.getByLabel('我已阅读授权委托书，同意接受委托').check();
    await inspect(guest, 'my-invitation');
    await guest.getByRole('button', { name: '接受委托' }).click();
    await see(guest.getByRole('heading', { name: '授权已生效' }));
    await guest.getByRole('button', { name: '开始办事' }).click();
    await see(guest.getByText('预计可享受金额'));
    expect(await guest.getByRole('link', { name: '我的档案' }).count()).toBe(0);
    await guest.getByRole('link', { name: '我的', exact: true }).click();
    await see(guest.getByRole('heading', { name: '我的授权' }));
    for (const beyond of ['办事人员', '谁看过我的数据', '企业联系人'])
      expect(await guest.getByRole('link', { name: beyond }).count(), beyond).toBe(0);
    await inspect(guest, 'my-mandates');

    await chief.reload();
    const people = chief.getByRole('region', { name: '现在的办事人员' });
    const card = people.getByRole('listitem').filter({ hasText: '钱示例' });
    await see(card.getByText('190****0077'));
    await see(sent.getByText('已接受'));
    await card.getByRole('button', { name: '结束授权：钱示例' }).click();
    await inspect(chief, 'my-end-handler');
    await chief.getByRole('button', { name: '立即结束' }).click();
    await card.waitFor({ state: 'detached' });
    await chief.getByRole('button', { name: '查看已经结束的' }).click();
    await see(chief.getByRole('region', { name: '已经结束的' }).getByText('钱示例'));
    await guest.reload();
    await see(guest.getByRole('heading', { name: '没有找到这一页' }));
    await leave(guest);
    await leave(chief);
  });

  test('is listed for staff with names hidden, who end it', async () => {
    const page = await open(browser, city, screen, `/desk/enterprises/${FIRM}?tab=people`);
    await loginStaff(page, 'shili');
    const table = page.getByRole('region', { name: '办事人员' });
    await see(table.getByText('190****0001'));
    await inspect(page, 'desk-mandates', { words: DEMO_ACCOUNTS });
    await table.getByRole('button', { name: '查看完整信息：许**' }).click();
    const dialog = page.getByRole('dialog', { name: '查看完整信息' });
    await dialog.getByRole('combobox', { name: '原因' }).selectOption({ label: '回访' });
    await dialog.getByLabel('具体说明').fill('回访办事体验');
    expect(await page.content()).not.toContain(CHIEF);
    await dialog.getByRole('button', { name: /查\s*看$/ }).click();
    await see(dialog.getByText(CHIEF));
    await inspect(page, 'desk-mandate-revealed', { words: DEMO_ACCOUNTS });
    await dialog.getByRole('button', { name: '看完了' }).click();
    await gone(dialog);
    await expect.poll(() => page.content()).not.toContain(CHIEF);
    await leave(page);

    const chief = await open(browser, city, screen, `/my/login?next=/my/${FIRM}/disclosures`);
    await loginFirm(chief, city, CHIEF);
    const seen = chief.getByRole('region', { name: '查看完整信息的记录' });
    await see(seen.getByText('查看了办事人员（法定代表人）的电话'));
    await see(seen.getByText('回访：回访办事体验'));
    await inspect(chief, 'my-disclosures-person');
    await leave(chief);
  });
});
