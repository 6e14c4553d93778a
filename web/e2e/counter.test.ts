import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { gone, inspect, launch, leave, open, type Screen, screens, see } from './browser';
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

/** A person of the demo city at the desk, who stays logged in. */
async function person(screen: Screen, login: string, path: string): Promise<Page> {
  const page = await open(browser, city, screen, `/desk/login?next=${encodeURIComponent(path)}`);
  await loginStaff(page, login);
  await page.waitForURL((url) => url.pathname !== '/desk/login');
  return page;
}

describe.each(screens)('what stands beside a case, on $name pixels', (screen) => {
  test('photos and voice notes of a report are looked at and heard at the desk', async () => {
    const visitor = await open(browser, city, screen, '/q/p/ZGDS66');
    await visitor.getByLabel('要解决什么').fill('大厦西门的雨棚漏水，一楼走廊积水，请尽快处理。');
    await visitor.getByLabel('怎么称呼您').fill('李样例');
    await visitor.getByLabel('联系电话').fill('13900002222');
    const buffer = await visitor.screenshot();
    const add = visitor.getByLabel('添加照片或录音');
    await add.setInputFiles({ name: '雨棚.png', mimeType: 'image/png', buffer });
    await see(visitor.getByText('照片1'));
    await add.setInputFiles({
      name: '说明.amr',
      mimeType: 'audio/amr',
      buffer: Buffer.from('#!AMR\n<1234567890'),
    });
    await see(visitor.getByText('录音2'));
    await visitor.getByRole('button', { name: '提交', exact: true }).click();
    await see(visitor.getByText(/查询码只显示这一次/));
    await leave(visitor);

    const page = await person(screen, 'paidan', '/desk/appeals?box=accept');
    await page.getByRole('row').filter({ hasText: '雨棚漏水' }).first().getByRole('link').click();
    const files = page.getByRole('region', { name: '照片和录音' });
    const photo = files.getByRole('button', { name: '放大照片1' });
    await see(photo);
    // It is drawn, not only announced.
    await expect
      .poll(() => photo.locator('img').evaluate((img) => (img as HTMLImageElement).naturalWidth))
      .toBeGreaterThan(0);
    await see(files.getByText('这种格式要保存后打开'));
    const [saved] = await Promise.all([
      page.waitForEvent('download'),
      files.getByRole('button', { name: '保存录音2' }).click(),
    ]);
    expect(saved.suggestedFilename()).toBe('录音2.amr');
    await inspect(page, 'desk-appeal-files');
    await photo.click();
    await see(page.getByRole('dialog').getByRole('img', { name: '照片1' }));
    await inspect(page, 'desk-appeal-photo');
    await page.keyboard.press('Escape');
    await gone(page.getByRole('dialog'));
    await leave(page);
  });

  test('whoever handles a case has its enterprise, cases like it and what rules say beside it', async () => {
    const page = await person(screen, 'paidan', '/desk/appeals?box=accept');
    const row = (words: string) => page.getByRole('row').filter({ hasText: words }).first();
    const part = (name: string) => page.getByRole('region', { name });
    await row('研发费用加计扣除').getByRole('link').click();
    const firm = part('企业情况');
    await see(firm.getByText(/^符合的政策 [1-9]\d* 项/));
    await see(firm.getByText(/^以前的诉求 [1-9]\d* 件/));
    await see(part('可能涉及的政策').getByRole('link', { name: /研发/ }).first());
    await see(part('可参考的规定和指南'));
    await inspect(page, 'desk-appeal-beside');
    await page.goto('/desk/appeals?box=accept');
    await row('充电桩大面积故障').getByRole('link').click();
    await see(
      part('相近的诉求')
        .getByText(/同一地点/)
        .first(),
    );
    await inspect(page, 'desk-appeal-similar');
    await part('相近的诉求')
      .getByRole('link', { name: /充电桩/ })
      .first()
      .click();
    await see(page.getByRole('heading', { level: 1, name: /充电桩/ }));
    await leave(page);
  });

  test('a clerk writes down for a firm what it says, with a photo, and sees its earlier cases', async () => {
    const page = await person(screen, 'chuangkou', '/desk/appeals?box=all');
    await page.getByRole('button', { name: '登记诉求' }).click();
    await see(page.getByRole('heading', { level: 1, name: '登记诉求' }));
    const firm = page.getByLabel('代表哪家企业（个人不填）');
    await firm.fill('霁川清澜传感技术');
    await page
      .locator('.ant-select-item-option')
      .filter({ hasText: '霁川清澜传感技术' })
      .first()
      .click();
    const part = (name: string) => page.getByRole('region', { name });
    await see(part('企业情况').getByText(/^以前的诉求 [1-9]\d* 件/));
    await see(part('企业情况').getByRole('link', { name: /高新技术企业证书/ }));
    // Refused as long as nobody says who it is; what was typed stays.
    await page
      .getByLabel('要解决的事情')
      .fill('银行要求提供专利质押登记证明，平台报错，贷款放不下来。');
    await page.getByRole('button', { name: '登记', exact: true }).click();
    await see(page.getByText('请填写怎么称呼您，或选择不留姓名。'));
    await see(page.getByText('没有登记，请改正上面标出的内容。'));
    // The like of it is found among all cases that the clerk sees.
    await see(part('相近的诉求').getByRole('link', { name: /登记平台一直报错/ }));
    const buffer = await page.screenshot();
    await page
      .getByLabel('添加照片或录音')
      .setInputFiles({ name: '报错.png', mimeType: 'image/png', buffer });
    await see(page.getByText('照片1'));
    await inspect(page, 'desk-appeal-new');
    // What was written survives a reload, who says it does not.
    await page.reload();
    await see(page.getByText('照片1'));
    await see(part('企业情况').getByRole('link', { name: /清澜/ }));
    expect(await page.getByLabel('要解决的事情').inputValue()).toContain('专利质押');
    await page.getByLabel('怎么称呼').fill('李样例');
    await page.getByLabel('联系电话').fill('13900002222');
    await page.getByRole('radio', { name: '咨询', exact: true }).check();
    await page.getByRole('button', { name: '登记', exact: true }).click();
    await see(page.getByText(/查询码只显示这一次/));
    await inspect(page, 'desk-appeal-recorded', { words: /^[2-9A-Z]{12}$/ });
    await page.getByRole('link', { name: '打开这件诉求' }).click();
    await see(page.getByRole('button', { name: '放大照片1' }));
    await leave(page);
  });

  test('what a court deals with is written down as not accepted, with the rule and the right door', async () => {
    const page = await person(screen, 'chuangkou', '/desk/appeals/new');
    await page.getByLabel('要解决的事情').fill('合同纠纷已经起诉，希望政府出面调解。');
    await page.getByLabel('不留姓名和电话').check();
    await page.getByRole('radio', { name: /诉讼/ }).check();
    await see(page.getByText('这件事不能重复受理', { exact: false }));
    await inspect(page, 'desk-appeal-new-elsewhere');
    await page.getByRole('button', { name: '登记为不予受理' }).click();
    await see(page.getByText('已登记为不予受理'));
    await leave(page);
  });

  test('a handler prepares words and puts them into a reply, filled in for the case', async () => {
    const name = `已经办结${screen.name}`;
    const page = await person(screen, 'gongxin', '/desk/appeals/templates');
    await page.getByRole('button', { name: '新增模板' }).click();
    const dialog = page.getByRole('dialog').filter({ visible: true });
    await dialog.getByLabel('名称').fill(name);
    await dialog.getByLabel('内容').fill('您反映的“{事情}”已由{部门}办结。');
    await dialog.getByRole('button', { name: '保存' }).click();
    await see(dialog.getByText(/“{事情}”不能自动填写/));
    await dialog.getByLabel('内容').fill('您反映的“{事项}”（{编号}）已由{部门}办结。');
    await dialog.getByRole('button', { name: '保存' }).click();
    await gone(dialog);
    await see(page.getByRole('region', { name }));
    await inspect(page, 'desk-appeal-templates');
    await page.goto('/desk/appeals?box=mine');
    await page
      .getByRole('row')
      .filter({ hasText: '设备更新贴息' })
      .first()
      .getByRole('link')
      .click();
    await page.locator('main header').getByRole('button', { name: '答复', exact: true }).click();
    await dialog
      .getByLabel('插入模板（可不选）')
      .selectOption({ label: `${name}（望渚区工业和信息化局）` });
    expect(await dialog.getByLabel('给反映人的答复').inputValue()).toMatch(
      /^您反映的“设备更新贴息.+”（SQ\d{8}-\d{5}）已由望渚区工业和信息化局办结。$/,
    );
    await inspect(page, 'desk-appeal-template-picked');
    await leave(page);
  });
});
