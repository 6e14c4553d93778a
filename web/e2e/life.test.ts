import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inspect, launch, leave, open, screens, see } from './browser';
import { type City, openCity } from './city';
import { loginStaff } from './login';

// Nobody publishes what he wrote: the editor of the demo city writes, the reviewer
// decides. Each screen has a measure of its own.
let city: City;
let browser: Browser;
beforeAll(async () => {
  [city, browser] = await Promise.all([openCity(), launch()]);
});
afterAll(async () => {
  await browser.close();
  await city.close();
});

const acts = (page: Page) => page.getByRole('group', { name: '可以做的事' });

async function step(page: Page, name: string, words?: string): Promise<void> {
  await acts(page).getByRole('button', { name, exact: true }).click();
  const dialog = page.getByRole('dialog');
  await see(dialog);
  if (words) await dialog.getByRole('textbox').fill(words);
  await dialog.getByRole('button', { name, exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
}

describe.each(screens)('the life of a measure on a screen of $name pixels', (screen) => {
  const measure = screen.width < 600 ? 'wz-childcare' : 'wz-hotel-stars';

  test('is written by one, reviewed and published by another, paused and resumed', async () => {
    const editor = await open(browser, city, screen, `/desk/login?next=/desk/measures/${measure}`);
    await loginStaff(editor, 'zhengce');
    await see(acts(editor));
    expect(await acts(editor).getByRole('button', { name: '暂停' }).count()).toBe(0);
    await step(editor, '起草新的一版');
    await see(editor.getByText('第 2 版正在起草'));
    await inspect(editor, 'desk-life-draft');
    await step(editor, '提交审核');
    await see(editor.getByText('第 2 版等待审核'));
    expect(await acts(editor).getByRole('button').allInnerTexts()).toEqual(['撤回提交']);

    const reviewer = await open(browser, city, screen, '/desk/login?next=/desk/measures');
    await loginStaff(reviewer, 'fuhe');
    await see(reviewer.getByRole('heading', { level: 1, name: '政策事项' }));
    await reviewer.goto('/desk/measures?state=in_review');
    await see(reviewer.getByText('第 2 版待审核').first());
    await inspect(reviewer, 'desk-life-list');
    await reviewer.goto(`/desk/measures/${measure}`);
    await reviewer.getByRole('button', { name: '查看这一版' }).click();
    await see(reviewer.getByRole('dialog').getByText('办理', { exact: false }).first());
    await inspect(reviewer, 'desk-life-version');
    await reviewer.keyboard.press('Escape');
    await reviewer.getByRole('dialog').waitFor({ state: 'hidden' });

    // Given back with a note, submitted again, published.
    await acts(reviewer).getByRole('button', { name: '退回修改' }).click();
    const back = reviewer.getByRole('dialog');
    await back.getByRole('button', { name: '退回修改' }).click();
    await see(back.getByText('请写明哪里要改。'));
    await inspect(reviewer, 'desk-life-return');
    await back.getByRole('textbox').fill('请写明办理地点');
    await back.getByRole('button', { name: '退回修改' }).click();
    await back.waitFor({ state: 'hidden' });
    await editor.reload();
    await see(editor.getByText('第 2 版正在起草'));
    await step(editor, '提交审核');
    await reviewer.reload();
    await acts(reviewer).getByRole('button', { name: '审核并发布' }).click();
    await see(reviewer.getByRole('dialog').getByLabel('生效日期'));
    await inspect(reviewer, 'desk-life-publish');
    await reviewer.getByRole('dialog').getByRole('button', { name: '审核并发布' }).click();
    await see(acts(reviewer).getByRole('button', { name: '暂停' }));

    await step(reviewer, '暂停', '本年资金已用完');
    await see(reviewer.getByText('已暂停').first());
    await step(reviewer, '恢复', '资金已补足');
    await see(acts(reviewer).getByRole('button', { name: '暂停' }));
    await reviewer.getByRole('link', { name: '定义和版本' }).click();
    await see(reviewer.getByText('请写明办理地点'));
    await see(reviewer.getByText('本年资金已用完'));
    await inspect(reviewer, 'desk-life-versions', { words: /./ });
    await leave(reviewer);
    await leave(editor);
  });

  test('shows the verdicts of another day', async () => {
    const page = await open(browser, city, screen, '/desk/login?next=/desk/enterprises');
    await loginStaff(page);
    await see(page.getByRole('heading', { level: 1, name: '企业库' }));
    await page.goto('/desk/enterprises?q=星桁智算');
    await page.getByRole('link', { name: '霁川星桁智算科技有限公司' }).click();
    await see(page.getByRole('heading', { level: 1, name: '霁川星桁智算科技有限公司' }));
    await page.goto(`${new URL(page.url()).pathname}?tab=verdicts`);
    const day = page.getByLabel('按哪天看');
    await see(day);
    await day.fill('2026-02-01');
    await see(page.getByText('按2026年2月1日有效的版本和当天的事实判断'));
    await page.getByLabel('按什么时候的记录').selectOption('then');
    await page.waitForURL(/known=then/);
    await inspect(page, 'desk-life-replay');
    await page.getByRole('button', { name: '回到现在' }).click();
    await page.waitForURL((url) => !url.search.includes('as_of'));
    await leave(page);
  });
});
