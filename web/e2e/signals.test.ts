import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { gone, inspect, leave, screens, see } from './browser';
import { dialog, openOffice } from './office';

const office = openOffice();
const { person } = office;

const DAY = 86_400_000;
const PARKS = ['星港科创园东门', '智谷大厦北门', '云帆中心西门'];

/** Hotline cases of ten weeks: two a week about parking, and eleven in the last days. */
function parking(): string {
  const days = [80, ...Array.from({ length: 16 }, (_, i) => 10 + Math.floor(i / 2) * 7)];
  const recent = Array.from({ length: 11 }, (_, i) => 1 + (i % 4));
  return [...days, ...recent]
    .map((ago, i) =>
      JSON.stringify({
        external_no: `SIG-${i}`,
        channel: 'hotline',
        received_at: new Date(Date.now() - ago * DAY).toISOString(),
        reporter: { name: '', phone: '' },
        text: `${PARKS[i % 3]}停车太难，送货的货车排队占道，员工早上进不来，请协调增加临时车位。`,
        kind: 'help',
        topic: i === 0 ? 'infra.road.light' : 'infra.road.parking',
      }),
    )
    .join('\n');
}

describe('what many report at once', () => {
  test('a rising topic is told in words, opens its cases, and they are merged', async () => {
    const page = await person('paidan', '/desk/appeal-signals');
    await see(page.getByRole('heading', { level: 1, name: '诉求信号' }));
    await see(page.getByText(/近 7 天「.*供电」诉求 7 件/));
    const taken = await page.request.post('/api/v1/appeal-imports?filename=parking.jsonl', {
      data: Buffer.from(parking()),
      headers: { 'Content-Type': 'application/octet-stream' },
    });
    expect(taken.status(), await taken.text()).toBe(200);
    await page.getByRole('button', { name: '现在重新查找' }).click();
    await see(page.getByText(/近 7 天「.*停车」诉求 1[1-9] 件，前 8 周平均每周 2\.\d 件/));
    await inspect(page, 'desk-signals');

    const groups = page.getByRole('region', { name: '内容相近的诉求' });
    await see(groups.getByRole('link', { name: /停车太难.*件$/ }).first());
    await page.getByText('近 90 天').click();
    const group = groups.getByRole('link', { name: /停车太难.*：2[89] 件$/ });
    await see(group);

    const rising = page.getByRole('link', { name: /查看这 11 件/ });
    const count = /\d+/.exec(await rising.innerText())?.[0];
    await rising.click();
    await see(page.getByRole('heading', { level: 1, name: '信号背后的诉求' }));
    await see(page.getByText(`共 ${count} 条`));
    await inspect(page, 'desk-signal-cases');
    await page.getByRole('button', { name: /^并单（/ }).click();
    const dialog = page.getByRole('dialog').filter({ visible: true });
    const boxes = dialog.getByRole('checkbox', { checked: true });
    await see(boxes.first());
    const chosen = await boxes.count();
    await boxes.last().click();
    await dialog.getByRole('button', { name: `并入 ${chosen - 1} 件` }).click();
    await gone(dialog);
    await see(page.getByText('已并单', { exact: true }).first());
    await see(page.getByText(`共 ${count} 条`));
    await leave(page);
  });

  test('a leader sees them on a phone', async () => {
    const page = await person('quzhang', '/desk/appeal-signals', screens[0]);
    await see(page.getByText(/近 7 天「.*停车」/));
    await inspect(page, 'desk-signals-phone');
    await page.getByRole('link', { name: /查看这 11 件/ }).click();
    await see(page.getByRole('link', { name: /停车太难/ }).first());
    await inspect(page, 'desk-signal-cases-phone');
    await leave(page);
  });
});

/** Presses a button that opens a form, fills it, and sends it by the button of the same name. */
async function does(page: Page, act: string, fill: (form: Locator) => Promise<unknown>) {
  await page.getByRole('button', { name: act, exact: true }).click();
  await see(dialog(page));
  await fill(dialog(page));
  await dialog(page).getByRole('button', { name: act, exact: true }).click();
  await gone(dialog(page));
}

const day = (ahead: number) => new Date(Date.now() + ahead * DAY).toISOString().slice(0, 10);

describe('one issue a month', () => {
  test('the department that leads sees what its issue brought', async () => {
    const page = await person('gongxin', '/desk/appeal-issues', screens[0]);
    await see(page.getByText('共 1 条'));
    await page.getByRole('link', { name: '园区夜班员工下班没有公交' }).click();
    await see(page.getByText('之后 4 周平均每周 0.2 件，减少 85%。', { exact: false }));
    await page.getByRole('link', { name: '开始办理前 8 周 13 件' }).click();
    await see(page.getByText('共 13 条'));
    await page.getByRole('link', { name: /末班车八点半/ }).click();
    const belongs = page.getByText(/^属于高频诉求：.*（\d{4}年\d+月，办理中）$/);
    await see(belongs);
    await inspect(page, 'desk-appeal-of-issue');
    await belongs.getByRole('link').click();
    await see(page.getByRole('heading', { level: 1, name: '园区夜班员工下班没有公交' }));
    await leave(page);
  });

  test('a rising topic is chosen, confirmed by another, solved, and measured', async () => {
    const centre = await person('paidan', '/desk/appeal-signals');
    const rising = centre.getByRole('listitem').filter({ hasText: '停车' }).first();
    const count = /(\d+) 件$/.exec(await rising.getByRole('link').innerText())?.[1];
    await rising.getByRole('button', { name: '列入高频诉求' }).click();
    await dialog(centre).getByRole('button', { name: '列入', exact: true }).click();
    await see(dialog(centre).getByText('请用 5 到 500 字写明'));
    await dialog(centre).getByLabel('列入的理由').fill('近一周明显增多，多家企业反映。');
    await inspect(centre, 'desk-issue-propose');
    await dialog(centre).getByRole('button', { name: '列入', exact: true }).click();
    await see(centre.getByRole('heading', { level: 1, name: '停车' }));
    await does(centre, '选定', async (form) => {
      await form.getByLabel('牵头部门', { exact: true }).fill('科学技术局');
      await centre
        .locator('.ant-select-item-option')
        .filter({ hasText: '科学技术局' })
        .first()
        .click();
      await form.getByLabel('要达到什么').fill('停车的诉求减少一半，货车不再占道。');
      await form.getByLabel('完成期限').fill(day(40));
      await inspect(centre, 'desk-issue-choose');
    });
    await see(centre.getByText('提出和选定的人不能自己确认', { exact: false }));
    const path = new URL(centre.url()).pathname;
    const own = await centre.request.post(`/api/v1${path.replace('/desk', '')}/confirmation`, {
      headers: { 'If-Match': '"2"' },
    });
    expect(own.status()).toBe(403);

    const leader = await person('quzhang', path);
    await does(leader, '确认', async () => {});
    await see(leader.getByText('办理中').first());
    await leave(leader);

    const lead = await person('keji', '/desk/appeal-issues', screens[0]);
    await see(lead.getByText('共 1 条'));
    await inspect(lead, 'desk-issues-phone');
    // What goes on to the right is seen to go on.
    expect(await lead.locator('[data-table][data-more]').count()).toBe(1);
    await lead.getByRole('link', { name: '停车' }).click();
    await does(lead, '增加措施', async (form) => {
      await form.getByLabel('做什么').fill('在东门外增划临时车位 40 个');
      await form.getByLabel('哪天以前完成').fill(day(20));
    });
    await does(lead, '报告进展', (form) =>
      form.getByLabel('进展', { exact: true }).fill('车位已经划线，明天启用。'),
    );
    await lead.getByRole('button', { name: /^做完了：在东门外/ }).click();
    await see(lead.getByText('已完成', { exact: true }));
    await inspect(lead, 'desk-issue-phone');
    await leave(lead);

    await centre.reload();
    await does(centre, '办结', (form) => form.getByLabel('结果').fill('临时车位已经启用。'));
    await see(centre.getByText('冯示例办结'));
    await see(centre.getByText('开始办理还不满 1 周，暂不比较', { exact: false }));
    await inspect(centre, 'desk-issue');
    await centre.getByRole('link', { name: `${count} 件`, exact: true }).click();
    await see(centre.getByText(`共 ${count} 条`));
    await inspect(centre, 'desk-issue-cases');
    await centre.getByRole('link', { name: '回到这个高频诉求' }).click();
    await centre.getByRole('link', { name: '回到高频诉求', exact: true }).click();
    await see(centre.getByRole('link', { name: '停车' }));
    await inspect(centre, 'desk-issues');
    await leave(centre);
  });
});
