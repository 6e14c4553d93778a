import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { gone, inspect, launch, leave, open, screens, see } from './browser';
import { type City, openCity } from './city';
import { loginFirm, loginStaff } from './login';
import { readWorkbook } from './workbook';

// The unicorn of the demo city: its legal representative has this phone and this name.
const FIRM = '91390102900000612E';
const PHONE = '19000000006';
const CONTACTS = `/desk/enterprises/${FIRM}?tab=contacts`;
const WHY = '回访奖励资金到账情况';

describe.each(screens)('personal data on a screen of $name pixels', (screen) => {
  let city: City;
  let browser: Browser;
  beforeAll(async () => {
    [city, browser] = await Promise.all([openCity(), launch()]);
  });
  afterAll(async () => {
    await browser.close();
    await city.close();
  });

  test('a clerk sees a phone in full with a reason, and the firm reads who, when and why', async () => {
    const page = await open(browser, city, screen, '/desk/login?next=/desk/enterprises');
    await loginStaff(page, 'chuangkou');
    // Somebody calls: whose number is it?
    await page.getByRole('button', { name: '按电话查找' }).click();
    const caller = page.getByRole('dialog', { name: '按联系人电话查找企业' });
    const find = async (phone: string) => {
      await caller.getByLabel('联系人电话').fill(phone);
      await caller.getByRole('button', { name: /查\s*找$/ }).click();
    };
    await find('190****0006');
    await see(caller.getByText('请填写完整的电话号码，例如 11 位手机号。'));
    await inspect(page, 'desk-phone-wrong');
    await find('19000009999');
    await see(caller.getByText('没有找到登记这个电话的企业'));
    await inspect(page, 'desk-phone-none');
    await find('+86 190-0000-0006');
    await see(caller.getByText(/^法定代表人 .\*+$/));
    await inspect(page, 'desk-phone-found');
    expect(page.url()).not.toContain('0006');
    await caller.getByRole('link').click();
    await page.waitForURL(`**${CONTACTS}`);
    const table = page.getByRole('region', { name: '联系人' });
    await see(table.getByText('190****0006'));
    expect(await page.content()).not.toContain(PHONE);
    await inspect(page, 'desk-contacts');
    await table.getByRole('button', { name: /^查看完整信息/ }).click();
    const dialog = page.getByRole('dialog', { name: '查看完整信息' });
    await see(dialog.getByText('今天还能查看 30 次'));
    await dialog.getByRole('button', { name: /查\s*看$/ }).click();
    await see(dialog.getByText('请选择原因'));
    expect(await page.content()).not.toContain(PHONE);
    await dialog.getByRole('combobox', { name: '原因' }).selectOption({ label: '回访' });
    await dialog.getByLabel('具体说明').fill(WHY);
    await inspect(page, 'desk-reveal');
    await dialog.getByRole('button', { name: /查\s*看$/ }).click();
    await see(dialog.getByText(PHONE));
    await see(dialog.getByText('今天还能查看 29 次'));
    await inspect(page, 'desk-revealed');
    await dialog.getByRole('button', { name: '看完了' }).click();
    await gone(dialog);
    await expect.poll(() => page.content()).not.toContain(PHONE);

    // A form that is saved as it was shown keeps what is stored.
    await table.getByRole('button', { name: /^修改联系人/ }).click();
    const form = page.getByRole('dialog', { name: /^修改联系人/ });
    await form.getByLabel('身份').fill('总经理');
    await inspect(page, 'desk-contact-form');
    await form.getByRole('button', { name: /保\s*存/ }).click();
    await see(table.getByText('总经理'));
    await table.getByRole('button', { name: /^查看完整信息/ }).click();
    await dialog.getByRole('combobox', { name: '原因' }).selectOption({ label: '核实联系方式' });
    await dialog.getByLabel('具体说明').fill('核对修改后的电话');
    await dialog.getByRole('button', { name: /查\s*看$/ }).click();
    await see(dialog.getByText(PHONE));
    await leave(page);

    const mine = await open(browser, city, screen, '/my');
    await loginFirm(mine, city, PHONE);
    await mine.waitForURL(/\/my\/9139/);
    await mine.goto(`/my/${FIRM}/account`);
    await mine.getByRole('link', { name: '谁看过我的数据' }).click();
    const list = mine.getByRole('region', { name: '查看完整信息的记录' });
    await see(list.getByText('共 2 次'));
    const item = list.getByRole('listitem').filter({ hasText: WHY });
    const words = await item.innerText();
    expect(words).toContain('查看了联系人（法定代表人）的电话');
    expect(words).toMatch(/窗口人员/);
    expect(words).toMatch(/回访：/);
    expect(words).toMatch(/\d{2}:\d{2}/);
    await inspect(mine, 'my-disclosures');

    await mine.goto(`/my/${FIRM}/contacts`);
    await see(mine.getByText('190****0006'));
    await mine.getByRole('button', { name: /^修改联系人/ }).click();
    const sheet = mine.getByRole('dialog');
    await sheet.getByLabel('身份').fill('负责人');
    await inspect(mine, 'my-contact-form');
    await sheet.getByRole('button', { name: '保存' }).click();
    await see(mine.getByRole('listitem').filter({ hasText: '负责人' }).getByText('190****0006'));
    await gone(sheet);
    await inspect(mine, 'my-contacts');
    await leave(mine);
  });

  test('a large list leaves when another person agrees, and carries its number', async () => {
    const page = await open(browser, city, screen, '/desk/login?next=/desk/enterprises?industry=C');
    await loginStaff(page, 'shili');
    await page.getByRole('button', { name: /^导出 [\d,]+ 条$/ }).click();
    const ask = page.getByRole('dialog', { name: '申请导出' });
    await ask.getByLabel('用途').fill('安排制造业企业年度走访');
    await inspect(page, 'desk-export-ask');
    await ask.getByRole('button', { name: '提交申请' }).click();
    await gone(ask);
    await page.goto('/desk/exports');
    const table = page.getByRole('region', { name: '导出列表' });
    await see(table.getByText('等待审批'));
    expect(await table.getByRole('button', { name: /^同意导出/ }).count()).toBe(0);

    const other = await open(browser, city, screen, '/desk/login?next=/desk/exports');
    await loginStaff(other, 'quzhang');
    await other.getByRole('button', { name: /^同意导出/ }).click();
    const decide = other.getByRole('dialog', { name: '同意这份导出？' });
    await see(decide.getByText('安排制造业企业年度走访'));
    await inspect(other, 'desk-export-decide');
    await decide.getByRole('button', { name: /^同\s*意$/ }).click();
    await see(other.getByRole('region', { name: '导出列表' }).getByText('已同意'));
    await gone(decide);
    await inspect(other, 'desk-exports-leader');
    await leave(other);

    await page.reload();
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: /^下载导出/ }).click();
    const file = await saved;
    expect(file.suggestedFilename()).toMatch(/^企业名单-\d{4}-\d{6}\.xlsx$/);
    const head = readWorkbook(await file.path())[0]?.[0] ?? [];
    expect(head.at(-1)).toMatch(/^导出编号 \d{4}-\d{6}｜/);
    await see(table.getByText('已下载'));
    await inspect(page, 'desk-exports');
    await leave(page);
  });
});
