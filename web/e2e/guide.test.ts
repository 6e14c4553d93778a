import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inspect, launch, leave, open, screens, see } from './browser';
import { type City, openCity } from './city';
import { loginStaff } from './login';
import { readPDF } from './pdf';
import { readWorkbook } from './workbook';

let city: City;
let browser: Browser;
beforeAll(async () => {
  [city, browser] = await Promise.all([openCity(), launch()]);
});
afterAll(async () => {
  await browser.close();
  await city.close();
});

/** A code of a guide, on the page and in the names of files. */
const CODE = /^[2-9A-HJKMNP-Z]{6}$/;

/** Does what makes the browser save a file, and returns where it lies. */
async function saved(page: Page, act: () => Promise<unknown>): Promise<string> {
  const [file] = await Promise.all([page.waitForEvent('download'), act()]);
  return file.path();
}

describe.each(screens)('guides and lists on a screen of $name pixels', (screen) => {
  // Each screen has a guide of its own: what one journey prints, the other does not see.
  const [code, title] =
    screen.width < 600 ? ['ZZYQ43', '制造企业能享受什么'] : ['RJXX44', '软件和信息企业能享受什么'];

  test('somebody scans a code in a hall, reads a measure and takes the list away', async () => {
    const page = await open(browser, city, screen, `/q/${code}`);
    await see(page.getByRole('heading', { level: 1, name: title }));
    await see(page.getByText(/^适用：/));
    const items = page.getByRole('listitem');
    expect(await items.count()).toBeGreaterThan(3);
    expect(await page.getByText(/这张纸印于/).count()).toBe(0);
    await inspect(page, 'guide');

    const link = items.first().getByRole('link');
    const measure = await link.innerText();
    await link.click();
    await see(page.getByRole('heading', { level: 1, name: measure }));
    const image = page.getByRole('img', { name: '本页的二维码' });
    await image.scrollIntoViewIfNeeded();
    await expect
      .poll(() => image.evaluate((img: HTMLImageElement) => img.naturalWidth))
      .toBeGreaterThan(0);
    await inspect(page, 'measure-code');

    await page.goto('/measures?kind=finance');
    await see(page.getByRole('article').first());
    const first = await page.getByRole('article').first().getByRole('heading').innerText();
    const total = Number(/\d+/.exec(await page.getByText(/^共 \d+ 项$/).innerText())?.[0]);
    const paper = await saved(page, () =>
      page.getByRole('button', { name: '下载清单（打印版）' }).click(),
    );
    const text = readPDF(paper);
    expect(text).toContain('惠企政策清单');
    expect(text).toContain(first);
    expect(text).toContain(`共 ${total} 项`);
    const table = await saved(page, () =>
      page.getByRole('button', { name: '下载清单（表格）' }).click(),
    );
    expect(readWorkbook(table)[0]?.length).toBe(total + 1);

    // A code that nobody gave out.
    await page.goto('/q/ZZZZZZ');
    await see(page.getByRole('alert').filter({ hasText: '没有找到' }));
    await inspect(page, 'guide-unknown');
    await leave(page);
  });

  test('an editor prints a guide, and the paper tells when it is old', async () => {
    const desk = await open(browser, city, screen, '/desk/guides');
    await loginStaff(desk, 'zhengce');
    await see(desk.getByRole('heading', { level: 1, name: '扫码指南' }));
    await see(desk.getByText(/共 32 条$/));
    await inspect(desk, 'desk-guides', { words: CODE });
    await desk.getByLabel('搜索标题、楼宇、主题或编号').fill(code);
    await desk.keyboard.press('Enter');
    await desk.getByRole('link', { name: title }).click();
    await see(desk.getByRole('heading', { level: 1, name: title }));
    await see(desk.getByText('还没有印制过'));

    await desk.getByRole('button', { name: '印制', exact: true }).click();
    await see(desk.getByRole('button', { name: '下载第 1 次印制的单页' }));
    const listed = desk.getByRole('region', { name: '现在显示的事项' }).locator('tbody tr');
    const measure = await listed.first().getByRole('link').innerText();
    for (const [form, words] of [
      ['单页', '扫码随时看到最新内容'],
      ['海报', '扫一扫，看能享受什么'],
    ]) {
      const file = await saved(desk, () =>
        desk.getByRole('button', { name: `下载第 1 次印制的${form}` }).click(),
      );
      const text = readPDF(file);
      expect(text).toContain(title);
      expect(text).toContain(measure);
      expect(text).toContain(words);
      expect(text).toContain(`指南编号 ${code} · 第 1 次印制`);
    }

    // Whoever scans this paper reads that it is fresh; once the guide changes, that it is old.
    const phone = await open(browser, city, screen, `/q/${code}?p=1`);
    await see(phone.getByText(/^这张纸印于.*日。$/));
    await desk.getByRole('button', { name: '修改', exact: true }).click();
    await desk.getByRole('textbox', { name: '标题' }).fill(`${title}（新）`);
    await inspect(desk, 'desk-guide-form', { words: CODE });
    await desk.getByRole('button', { name: '保存', exact: true }).click();
    await see(desk.getByRole('heading', { level: 1, name: `${title}（新）` }));
    await see(desk.getByText('之后已有更新'));
    await phone.reload();
    await see(phone.getByText(/这张纸印于.*内容已有更新：指南有调整/));
    await inspect(phone, 'guide-old');
    await leave(phone);

    // Two scans of the paper, and the one of the first journey that came without.
    await desk.reload();
    await see(desk.getByText(/最近 30 天共 3 次/));
    await inspect(desk, 'desk-guide', { words: CODE });

    // The list of measures leaves for print as well.
    await desk.goto('/desk/measures?q=研发');
    await see(desk.getByRole('heading', { level: 1, name: '政策事项' }));
    await see(desk.getByRole('link', { name: '研发投入补助' }));
    await desk.getByRole('button', { name: '惠企政策清单' }).click();
    const file = await saved(desk, () => desk.getByRole('menuitem', { name: '打印版' }).click());
    const text = readPDF(file);
    expect(text).toContain('研发投入补助');
    expect(text).toMatch(/导出编号 \d{4}-\d{6}/);
    await leave(desk);
  });
});
