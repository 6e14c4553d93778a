import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { gone, inspect, launch, leave, open, screens, see } from './browser';
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

/** A firm of the demo city with facts of several years. */
const FIRM = '91390102900000612E';

const acts = (page: Page) => page.getByRole('group', { name: '可以做的事' });
const offer = (page: Page, name: string) => acts(page).getByRole('button', { name, exact: true });
const dialog = (page: Page) => page.getByRole('dialog');

async function step(page: Page, name: string, words?: string): Promise<void> {
  await offer(page, name).click();
  await see(dialog(page));
  if (words) await dialog(page).getByRole('textbox').fill(words);
  await dialog(page).getByRole('button', { name, exact: true }).click();
  await gone(dialog(page));
}

/** Opens a page of the desk by way of the log-in. */
const enter = async (path: string, login: string, screen: (typeof screens)[number]) => {
  const next = encodeURIComponent(path);
  const page = await open(browser, city, screen, `/desk/login?next=${next}`);
  await loginStaff(page, login);
  return page;
};

describe.each(screens)('the life of a measure on a screen of $name pixels', (screen) => {
  const [measure, title] =
    screen.width < 600 ? ['wz-childcare', '普惠托位建设补助'] : ['wz-hotel-stars', '星级饭店奖励'];

  test('is written by one, reviewed and published by another, paused and resumed', async () => {
    const editor = await enter(`/desk/measures/${measure}`, 'zhengce', screen);
    await see(offer(editor, '起草新的一版'));
    expect(await offer(editor, '暂停').count()).toBe(0);
    await step(editor, '起草新的一版');
    await see(editor.getByText('第 2 版正在起草'));
    await inspect(editor, 'desk-life-draft');
    // All that is listed at once: what lacks something stays and says why.
    await editor.goto(`${city.baseURL}/desk/measures?state=draft`);
    await editor.getByRole('button', { name: /^提交这一页的 \d+ 份草稿$/ }).click();
    await see(dialog(editor).getByText(title));
    await dialog(editor).getByRole('button', { name: '提交审核' }).click();
    await see(dialog(editor).getByText(/^已提交 \d+ 份，等待审核。$/));
    await inspect(editor, 'desk-life-all');
    await dialog(editor).getByRole('button', { name: '知道了' }).click();
    await gone(dialog(editor));
    await editor.goto(`${city.baseURL}/desk/measures/${measure}`);
    await see(editor.getByText('第 2 版等待审核'));
    await expect.poll(() => acts(editor).getByRole('button').allInnerTexts()).toEqual(['撤回提交']);

    const reviewer = await enter('/desk/measures?state=in_review', 'fuhe', screen);
    await see(reviewer.getByText('第 2 版待审核').first());
    await inspect(reviewer, 'desk-life-list');
    await reviewer.getByRole('link', { name: title }).click();
    await reviewer.getByRole('button', { name: '查看这一版' }).click();
    await see(dialog(reviewer).getByRole('heading', { name: title }));
    await inspect(reviewer, 'desk-life-version');
    await reviewer.keyboard.press('Escape');
    await gone(dialog(reviewer));

    // Given back with a note, and submitted again.
    await offer(reviewer, '退回修改').click();
    await dialog(reviewer).getByRole('button', { name: '退回修改' }).click();
    await see(dialog(reviewer).getByText('请写明哪里要改。'));
    await dialog(reviewer).getByRole('textbox').fill('请写明办理地点');
    await dialog(reviewer).getByRole('button', { name: '退回修改' }).click();
    await gone(dialog(reviewer));
    await editor.reload();
    await step(editor, '提交审核');
    await see(offer(editor, '撤回提交'));

    // Taken back and submitted anew while the reviewer was about to publish: he is told.
    await reviewer.reload();
    await offer(reviewer, '审核并发布').click();
    await see(dialog(reviewer).getByLabel('生效日期'));
    await step(editor, '撤回提交');
    await step(editor, '提交审核');
    const publish = dialog(reviewer).getByRole('button', { name: '审核并发布' });
    await publish.click();
    await see(dialog(reviewer).getByText(/这一版的内容又有修改，没有发布。/));
    await inspect(reviewer, 'desk-life-publish');
    await reviewer.keyboard.press('Escape');
    await gone(dialog(reviewer));
    await offer(reviewer, '审核并发布').click();
    await publish.click();
    await gone(dialog(reviewer));

    await step(reviewer, '暂停', '本年资金已用完');
    await see(reviewer.getByText('已暂停').first());
    await step(reviewer, '恢复', '资金已补足');
    await see(offer(reviewer, '暂停'));
    await reviewer.getByRole('link', { name: '定义和版本' }).click();
    await see(reviewer.getByText('请写明办理地点'));
    await see(reviewer.getByText('本年资金已用完'));
    await inspect(reviewer, 'desk-life-versions', { words: /./ });
    await leave(reviewer);
    await leave(editor);
  });

  test('a version that lies ahead is called off alone', async () => {
    const page = await enter('/desk/measures/wz-logistics-grade', 'fuhe', screen);
    await offer(page, '撤销预定发布').click();
    await see(dialog(page).getByText(/第 2 版还没有生效，撤销后不再生效。/));
    await inspect(page, 'desk-life-call-off');
    if (screen === screens.at(-1)) {
      await dialog(page).getByRole('textbox').fill('金额写错了');
      await dialog(page).getByRole('button', { name: '撤销预定发布' }).click();
      await gone(dialog(page));
      await gone(offer(page, '撤销预定发布'));
      await see(offer(page, '暂停'));
    }
    await leave(page);
  });

  test('shows the verdicts of another day', async () => {
    const page = await enter(`/desk/enterprises/${FIRM}?tab=verdicts`, 'shili', screen);
    await page.getByLabel('按哪天看').fill('2026-02-01');
    await see(page.getByText('按2026年2月1日有效的版本和当天的事实判断，不含草稿。'));
    await see(page.getByRole('table').getByRole('row').nth(1));
    await inspect(page, 'desk-life-replay');
    // The demo city was recorded today: on that day nobody knew of anything.
    await page.getByLabel('按什么时候的记录').selectOption('then');
    await see(page.getByText(/到那天为止，系统里还没有录入已发布的事项。/));
    await page.getByRole('button', { name: '回到现在' }).click();
    await page.waitForURL((url) => !url.search.includes('as_of'));
    await leave(page);
  });
});
