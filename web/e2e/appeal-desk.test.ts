import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { gone, inspect, leave, open, screens, see } from './browser';
import { loginStaff } from './login';
import { dialog, openCase, openOffice } from './office';

const office = openOffice();
const { person } = office;

const act = (page: Page, name: string): Locator =>
  page
    .getByRole('banner')
    .or(page.locator('main header'))
    .getByRole('button', { name, exact: true });

/** Presses a button of the case, fills what its dialog asks for, and sends it. */
async function does(
  page: Page,
  name: string,
  send: string,
  fill: (form: Locator) => Promise<void> = async () => undefined,
): Promise<void> {
  await act(page, name).click();
  await see(dialog(page));
  await fill(dialog(page));
  await dialog(page).getByRole('button', { name: send, exact: true }).click();
  await gone(dialog(page));
}

/** Chooses a department in a dialog by a part of its name. */
async function department(page: Page, label: string, name: string): Promise<void> {
  const field = dialog(page).getByLabel(label, { exact: true });
  await field.fill(name);
  await page.locator('.ant-select-item-option').filter({ hasText: name }).first().click();
}

const state = (page: Page, word: string): Locator =>
  page.locator('main header strong').filter({ hasText: word });

const reply = async (form: Locator, words: string) => {
  await form.getByLabel('给反映人的答复').fill(words);
  await form.getByRole('radio', { name: /^已解决/ }).check();
};

/** A PDF file of one empty page. */
const leaflet = Buffer.from(
  '%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Count 1/Kids[3 0 R]>>\nendobj\n3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>\nendobj\ntrailer\n<</Root 1 0 R/Size 4>>\n%%EOF\n',
);

describe('appeals at the desk', () => {
  test.each(screens)('the inbox and a case stand on $name pixels', async (screen) => {
    const page = await open(
      office.browser,
      office.city,
      screen,
      '/desk/login?next=/desk/appeals?box=all',
    );
    await loginStaff(page, 'paidan');
    const trays = page.getByRole('navigation', { name: '待办栏' });
    await see(trays);
    await inspect(page, 'desk-appeals');
    // The number on a tray is the number of its rows.
    for (const name of ['待受理', '已超期', '全部']) {
      const tray = trays.getByRole('link', { name: new RegExp(`^${name}`) });
      const count = /\d+/.exec(await tray.innerText())?.[0];
      await tray.click();
      await see(page.getByText(`共 ${count} 条`));
    }
    // What is typed is found in the texts, which the database holds sealed.
    await page.goto('/desk/appeals?box=all&q=楼宇企业食堂');
    await see(page.getByRole('row').filter({ hasText: '楼宇企业食堂' }).first());
    await page.goto('/desk/appeals?box=all&q=没有人写过这几个字');
    await gone(page.getByRole('row').filter({ hasText: '楼宇企业食堂' }));
    await openCase(page, 'deliberation', '楼宇企业食堂');
    await see(page.getByText('这是第三次退回，转入部门会商'));
    await page.getByText('诉求法定办理').click();
    // Who reports is masked until somebody says why he has to know.
    await page.getByRole('button', { name: '查看完整信息' }).click();
    await dialog(page).getByLabel('原因').selectOption({ label: '回访' });
    await dialog(page).getByLabel('具体说明').fill('回访前核对联系电话');
    await dialog(page).getByRole('button', { name: '查看', exact: true }).click();
    await see(dialog(page).getByText(/^1900000\d{4}$/));
    await dialog(page).getByRole('button', { name: '看完了' }).click();
    await gone(dialog(page));
    await see(page.locator('details[open]').getByText('开始的当日不计入', { exact: false }));
    await inspect(page, 'desk-appeal');
    // An address that leads nowhere leads to the list that it stands under.
    await page.goto('/desk/appeals/nobody');
    await see(page.getByText('没有找到这一页'));
    await inspect(page, 'desk-appeal-none');
    await page.getByRole('link', { name: '回到列表' }).click();
    await see(trays);
    await leave(page);
  });

  test('the inbox is worked by keyboard, and several cases are dispatched at once', async () => {
    const page = await person('paidan', '/desk/appeals?box=dispatch');
    const first = page.locator('a[data-row]').first();
    await see(first);
    await page.keyboard.press('?');
    await see(dialog(page).getByText('下一件'));
    await page.keyboard.press('Escape');
    await gone(dialog(page));
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await see(page.getByText('已选 2 件'));
    await page.getByRole('button', { name: '一起派单' }).click();
    await dialog(page).getByRole('button', { name: '派单 2 件' }).click();
    await see(dialog(page).getByText('请选择承办部门'));
    await department(page, '承办部门', '行政审批服务局');
    await dialog(page).getByRole('button', { name: '派单 2 件' }).click();
    await see(dialog(page).getByText('2 件中派出 2 件'));
    await inspect(page, 'desk-appeals-bulk');
    await dialog(page).getByRole('button', { name: '知道了' }).click();
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await see(page.getByRole('button', { name: '派单', exact: true }));
    await leave(page);
  });

  test('a view is saved, opened again with as many cases, and removed', async () => {
    const centre = await person('paidan', '/desk/appeals?box=open');
    await centre.getByRole('combobox', { name: '类型' }).click();
    await centre.locator('.ant-select-item-option').filter({ hasText: '投诉' }).click();
    await centre.waitForURL(/kind=complain/);
    const rows = /共 (\d+) 条/.exec(await centre.getByText(/共 \d+ 条/).innerText())?.[1];
    await centre.getByRole('button', { name: '存为视图' }).click();
    await dialog(centre).getByRole('button', { name: '保存', exact: true }).click();
    await see(dialog(centre).getByText('名称要填写，最多 12 个字。'));
    await dialog(centre).getByLabel('名称').fill('没办结的投诉');
    await dialog(centre).getByLabel('与本部门和下属单位共享').check();
    await inspect(centre, 'desk-appeal-view');
    await dialog(centre).getByRole('button', { name: '保存', exact: true }).click();
    await gone(dialog(centre));
    const views = centre.getByRole('navigation', { name: '保存的视图' });
    const saved = views.getByRole('link', { name: /没办结的投诉/ });
    await see(saved);
    expect(await saved.innerText()).toMatch(new RegExp(`${rows}$`));
    await centre.goto('/desk/appeals?box=all');
    await saved.click();
    await centre.waitForURL(/box=open.*kind=complain|kind=complain.*box=open/);
    await see(centre.getByText(`共 ${rows} 条`));
    await inspect(centre, 'desk-appeal-views');
    await centre.getByRole('button', { name: '删除视图“没办结的投诉”' }).click();
    await centre.getByRole('button', { name: '删除', exact: true }).click();
    await gone(saved);
    await leave(centre);
  });

  test('dispatch, return, dispatch, reply, call back, redo, solved', async () => {
    const centre = await person('paidan', '/desk/appeals');
    const path = await openCase(centre, 'accept', '科创三路路灯');
    await does(centre, '受理', '受理');
    await does(centre, '派单', '派单', () => department(centre, '承办部门', '科学技术局'));
    await see(state(centre, '待签收'));

    const science = await person('keji', path);
    await act(science, '退回').click();
    await dialog(science).getByRole('button', { name: '退回派单' }).click();
    // What is missing is marked, what was typed stays.
    await see(dialog(science).getByText('请写明依据的职责条款', { exact: false }));
    await dialog(science).getByLabel('职责条款').fill('三定规定第四条第（二）项');
    await department(science, '应办部门', '工业和信息化局');
    await dialog(science).getByLabel('理由').fill('路灯维护不是科技部门的职责。');
    await inspect(science, 'desk-appeal-return');
    await dialog(science).getByRole('button', { name: '退回派单' }).click();
    await gone(dialog(science));
    await see(state(science, '待派单'));
    await leave(science);

    await centre.goto(path);
    await see(centre.getByText('望渚区科学技术局认为不属于本部门职责', { exact: false }).first());
    await does(centre, '派单', '派单', async (form) => {
      await see(form.getByText('建议由望渚区工业和信息化局办理', { exact: false }));
      await department(centre, '承办部门', '工业和信息化局');
    });

    const industry = await person('gongxin', path);
    await act(industry, '签收').click();
    await see(state(industry, '办理中'));
    const buffer = await industry.screenshot();
    await does(industry, '答复', '提交审核', async (form) => {
      await reply(form, '路灯的线路已经接好，当晚恢复照明。');
      const files = form.getByLabel('添加照片或文件');
      await files.setInputFiles({ name: '现场.png', mimeType: 'image/png', buffer });
      await see(form.getByText('照片1'));
      await files.setInputFiles({ name: '单据.pdf', mimeType: 'application/pdf', buffer: leaflet });
      await see(form.getByText('文件2'));
      await inspect(industry, 'desk-appeal-evidence');
    });
    await see(state(industry, '待审核'));
    // What should not have been shown is taken back before anybody has read it.
    await industry.getByRole('button', { name: '去掉文件2' }).click();
    await dialog(industry).getByRole('button', { name: '去掉', exact: true }).click();
    await see(industry.getByText('去掉了随答复附上的一个文件'));

    // Whoever has an old page before him is told, keeps what he typed, and goes on.
    await act(centre, '备注').click();
    await dialog(centre).getByLabel('备注').fill('反映人来电问过一次进展。');
    await dialog(centre).getByRole('button', { name: '保存' }).click();
    await dialog(centre).getByRole('button', { name: '载入最新内容，保留我填写的' }).click();
    await see(state(centre, '待审核'));
    await dialog(centre).getByRole('button', { name: '保存' }).click();
    await gone(dialog(centre));
    await see(centre.getByText('反映人来电问过一次进展。'));

    const leader = await person('quzhang', path);
    await see(leader.getByRole('button', { name: '放大照片1' }));
    await inspect(leader, 'desk-appeal-shown');
    await does(leader, '审核通过', '发给反映人');
    await see(state(leader, '待回访'));

    await centre.goto(path);
    await does(centre, '登记回访', '登记回访', async (form) => {
      await form.getByRole('radio', { name: '联系上了', exact: true }).check();
      await form.getByRole('radio', { name: '没有解决' }).check();
      await form.getByRole('radio', { name: '不满意', exact: true }).check();
      await see(form.getByText('退回承办部门重新办理一次', { exact: false }));
      await form.getByLabel('反映人怎么说').fill('还有两盏不亮。');
    });
    await see(state(centre, '办理中'));

    await industry.goto(path);
    await does(industry, '答复', '提交审核', (form) =>
      reply(form, '剩下两盏也已更换灯头，现场拍照确认。'),
    );
    await leader.goto(path);
    await does(leader, '审核通过', '发给反映人');
    await centre.goto(path);
    await does(centre, '登记回访', '登记回访', async (form) => {
      await form.getByRole('radio', { name: '联系上了', exact: true }).check();
      await form.getByRole('radio', { name: '解决了', exact: true }).check();
      await form.getByRole('radio', { name: '非常满意' }).check();
    });
    await see(state(centre, '已办结'));
    await see(centre.getByText('反映人确认，已办结（已解决）'));
    await inspect(centre, 'desk-appeal-closed');
    for (const page of [centre, industry, leader]) await leave(page);
  });

  test('three are merged into one, one is taken out again, and each reporter is called back for himself', async () => {
    const page = await person('paidan', '/desk/appeals');
    const path = await openCase(page, 'accept', '智谷大厦地下车库充电桩');
    await act(page, '并单').click();
    const form = dialog(page);
    await see(form);
    for (const words of ['大面积故障', '坏了多半', '一直显示故障'])
      await form.getByRole('checkbox', { name: new RegExp(words) }).check();
    await inspect(page, 'desk-appeal-merge');
    await form.getByRole('button', { name: '并入 3 件' }).click();
    await gone(form);
    const merged = page.getByRole('region', { name: '并入的诉求' });
    await see(merged);
    expect(await merged.getByRole('link').count()).toBe(3);
    await merged.getByRole('button').first().click();
    await dialog(page).getByLabel('理由').fill('说的是另一个车库。');
    await dialog(page).getByRole('button', { name: '取消并单' }).click();
    await gone(dialog(page));
    await see(merged.getByRole('link').nth(1));
    await expect.poll(() => merged.getByRole('link').count()).toBe(2);
    await merged.getByRole('link').first().click();
    await see(page.getByText('这件诉求已并入', { exact: false }));
    const other = new URL(page.url()).pathname;

    // One answer, and each reporter is called back for himself.
    await page.goto(path);
    await does(page, '受理', '受理');
    await does(page, '直接答复', '提交审核', (form) => reply(form, '充电桩已全部修复，可以使用。'));
    const leader = await person('quzhang', path);
    await does(leader, '审核通过', '发给反映人');
    const caller = await person('chuangkou', other);
    await see(state(caller, '待回访'));
    await see(caller.getByText('充电桩已全部修复，可以使用。').first());
    await does(caller, '登记回访', '登记回访', async (form) => {
      await form.getByRole('radio', { name: '联系上了', exact: true }).check();
      await form.getByRole('radio', { name: '没有解决', exact: true }).check();
      await form.getByRole('radio', { name: '不满意', exact: true }).check();
      await form.getByLabel('反映人怎么说').fill('我这一层的还是不能用');
    });
    await see(state(caller, '待派单'));
    await leader.goto(path);
    await see(state(leader, '待回访'));
    for (const one of [page, leader, caller]) await leave(one);
  });

  test('a leader grants an extension; one that is asked too late is refused', async () => {
    const unit = await person('gongxin', '/desk/appeals');
    const path = await openCase(unit, 'mine', '设备更新贴息资金');
    await does(unit, '申请延期', '提交申请', (form) =>
      form.getByLabel('理由').fill('申报系统要由上级修复，已经书面请示。'),
    );
    const leader = await person('quzhang', path);
    await does(leader, '审批延期', '确定', async (form) => {
      await see(form.getByText('申请延期 5 个工作日', { exact: false }));
      await form.getByRole('radio', { name: '同意延期' }).check();
    });
    await see(leader.getByText('延期 5 个工作日，已批准'));
    await leave(leader);
    await leave(unit);

    const late = await person('keji', '/desk/appeals');
    await openCase(late, 'mine', '科技型中小企业评价');
    await act(late, '申请延期').click();
    const form = dialog(late);
    await form.getByLabel('理由').fill('税务系统的数据还没有同步过来。');
    await form.getByRole('button', { name: '提交申请' }).click();
    await see(form.getByText('延期须在到期前至少 1 个工作日申请', { exact: false }));
    expect(await form.getByLabel('理由').inputValue()).toBe('税务系统的数据还没有同步过来。');
    await leave(late);
  });
});
