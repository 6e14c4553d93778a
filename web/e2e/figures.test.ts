import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { fits, gone, inspect, leave, screens, see } from './browser';
import { dialog, openOffice } from './office';

const office = openOffice();
const { person } = office;

describe('the figures of appeals', () => {
  test.each(screens)('a leader opens the board and what is behind it on $name', async (screen) => {
    const page = await person('quzhang', '/desk/appeal-board', screen);
    await see(page.getByRole('heading', { level: 1, name: '督办看板' }));
    const table = page.getByRole('region', { name: '督办看板' });
    await see(table.getByRole('link').first());
    await inspect(page, 'desk-appeal-board');
    await page.getByText('按经办人').click();
    const late = table.getByRole('link', { name: /已超期 \d+ 件/ }).first();
    await see(late);
    await inspect(page, 'desk-appeal-board-people');
    const count = await late.innerText();
    await late.click();
    await see(page.getByText(`共 ${count} 条`));
    await leave(page);
  });

  test.each(screens)('the three rates open the cases they count on $name', async (screen) => {
    const page = await person('quzhang', '/desk/appeal-rates', screen);
    await see(page.getByRole('heading', { level: 1, name: '诉求三率' }));
    const table = page.getByRole('region', { name: '诉求三率' });
    await see(table.getByRole('link').first());
    await page.getByText('怎么算').click();
    await see(page.getByText('反映人确认已解决的', { exact: false }));
    await inspect(page, 'desk-appeal-rates');
    const all = table.getByRole('link', { name: /^全部：解决率的分母/ });
    const count = await all.innerText();
    await all.click();
    await see(page.getByRole('heading', { level: 1, name: '数字背后的诉求' }));
    await see(page.getByText(`共 ${count} 条`));
    await inspect(page, 'desk-appeal-rate-cases');
    await page.getByRole('link', { name: '回到三率' }).click();
    await see(table.getByRole('link').first());
    await page.getByText('季度', { exact: true }).click();
    await see(page.getByText(/^20\d\d 年[一二三四]季度$/));
    await see(page.getByText('升降与上一期', { exact: false }));
    await page.getByRole('button', { name: '上一期' }).click();
    await page.getByRole('button', { name: '下一期' }).click();
    const missed = table.getByRole('link', { name: /^全部：解决率未达到/ });
    const short = (await missed.innerText()).replace(/\D/g, '');
    await inspect(page, 'desk-appeal-rates-quarter');
    await missed.click();
    await see(page.getByText(`共 ${short} 条`));
    await page.getByRole('link', { name: '回到三率' }).click();
    await page.getByText('自选', { exact: true }).click();
    await page.getByLabel('从哪个月').fill('2026-01');
    await see(page.getByText('升降与上一期', { exact: false }));
    await page.getByText('被叫来协办').click();
    await page.getByText('按类型').click();
    await see(table.getByRole('columnheader', { name: '类型' }));
    await leave(page);
  });

  test.each(screens)(
    'a leader sees the course of the rates, opens the people of a department and takes the table away on $name',
    async (screen) => {
      const page = await person('quzhang', '/desk/appeal-rates', screen);
      const table = page.getByRole('region', { name: '诉求三率' });
      const course = page.getByRole('region', { name: '近 12 个月的三率' });
      await see(course.getByRole('link').first());
      await see(page.locator('canvas'));
      const department = table.getByRole('button', { expanded: false }).first();
      const name = await department.innerText();
      await department.click();
      await see(table.getByRole('button', { name, expanded: true }));
      const one = table.getByRole('link', { name: new RegExp(`^${name} .+：计入诉求 \\d+ 件`) });
      await see(one.first());
      await inspect(page, 'desk-appeal-rates-people');
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        page
          .getByRole('button', { name: '导出' })
          .click()
          .then(() => page.getByRole('menuitem', { name: '文本表格（.csv）' }).click()),
      ]);
      expect(file.suggestedFilename()).toMatch(/^诉求三率-.+\.csv$/);
      const count = await one.first().innerText();
      await one.first().click();
      await see(page.getByText(`共 ${count} 条`));
      await page.getByRole('link', { name: '回到三率' }).click();
      await see(table.getByRole('button', { name, expanded: true }));
      const latest = course.getByRole('link').first();
      const base = (await latest.getAttribute('aria-label'))?.match(/分母 (\d+) 件/)?.[1];
      await latest.click();
      await see(page.getByText(`共 ${base} 条`));
      await leave(page);
    },
  );

  test.each(screens)(
    'a case is left out of the rates by two departments on $name',
    async (screen) => {
      const page = await person('keji', '/desk/appeal-rates', screen);
      const table = page.getByRole('region', { name: '诉求三率' });
      const all = table.getByRole('link', { name: /^全部：计入诉求/ });
      const before = Number(await all.innerText());
      await all.click();
      const row = page.getByRole('region', { name: '数字背后的诉求' }).getByRole('link').first();
      await row.click();
      const card = page.getByRole('region', { name: '三率剔除' });
      const path = new URL(page.url()).pathname;
      const form = page.getByRole('dialog').filter({ visible: true });
      const ask = async () => {
        await card.getByRole('button', { name: '申请剔除' }).click();
        await form.getByLabel('原因').selectOption({ index: 4 });
        await form.getByLabel('说明').fill('需要的资金列在明年的计划里，今年确实无法解决。');
        await form.getByRole('button', { name: '提交申请' }).click();
        await see(card.getByText('待审核'));
      };
      await card.getByRole('button', { name: '申请剔除' }).click();
      await form.getByRole('button', { name: '提交申请' }).click();
      await see(form.getByText('请从列表中选择原因'));
      await inspect(page, 'desk-appeal-exclusion-ask');
      await form.getByRole('button', { name: /取\s*消/ }).click();
      await ask();

      const leader = await person('quzhang', '/desk/appeal-rates', screen);
      await leader.getByRole('link', { name: /剔除申请（\d+ 件待审核）/ }).click();
      await see(leader.getByRole('heading', { level: 1, name: '剔除申请' }));
      await see(leader.getByRole('row').nth(1));
      await fits(leader.getByRole('region', { name: '剔除申请', exact: true }));
      await see(leader.getByText('需要的资金列在明年的计划里', { exact: false }));
      await inspect(leader, 'desk-appeal-exclusions');
      const decide = async (verdict: RegExp, words: string) => {
        await leader.goto(path);
        await leader.getByRole('button', { name: '审核剔除申请' }).click();
        const dialog = leader.getByRole('dialog').filter({ visible: true });
        await dialog.getByRole('radio', { name: verdict }).check();
        await dialog.getByLabel('审核意见').fill(words);
        await inspect(leader, 'desk-appeal-exclusion-decide');
        await dialog.getByRole('button', { name: '提交审核' }).click();
      };
      await decide(/^不同意/, '资金今年已经安排，请继续办理。');
      const there = leader.getByRole('region', { name: '三率剔除' });
      await see(there.getByText('未同意'));
      await page.reload();
      await ask();
      await decide(/^同意/, '情况属实，同意剔除。');
      await see(there.getByText('已剔除'));
      await inspect(leader, 'desk-appeal-exclusion-card');
      await leave(leader);

      await page.goto('/desk/appeal-rates');
      await see(table.getByRole('link', { name: `全部：计入诉求 ${before - 1} 件` }));
      await table.getByRole('link', { name: /^全部：剔除 \d+ 件/ }).click();
      await see(page.getByText('情况属实，同意剔除。', { exact: false }).first());
      await inspect(page, 'desk-appeal-rates-excluded');
      await leave(page);
    },
  );

  test('what the rates mean is drafted, approved by another, and counts from its month', async () => {
    const draft = async (page: Page, days: string) => {
      await page.getByRole('button', { name: '提出新的口径' }).click();
      const form = dialog(page);
      await form.getByRole('button', { name: '提出', exact: true }).click();
      await see(form.getByText('请用 5 到 200 字写明为什么要改'));
      await form.getByRole('radio', { name: '满意', exact: true }).check();
      await form.getByLabel('多少天内可以申请剔除', { exact: false }).fill(days);
      await form.getByLabel('依据', { exact: true }).fill('区政府办公室 2026 年第 3 号通知');
      await form.getByLabel('为什么要改').fill('评价满意以上的才算满意');
      await inspect(page, 'desk-definition-draft');
      await form.getByRole('button', { name: '提出', exact: true }).click();
      await gone(form);
      await see(page.getByText('满意率起算的评价由基本满意改为满意。').first());
    };
    const leader = await person('quzhang', '/desk/appeal-rates');
    await leader.getByRole('link', { name: '各版口径' }).click();
    await see(leader.getByText('没有草案'));
    await draft(leader, '20');
    await see(leader.getByText('提出人不能自己核准', { exact: false }));
    const { drafts } = (await (await leader.request.get('/api/v1/appeal-definitions')).json()) as {
      drafts: { id: string }[];
    };
    const own = await leader.request.post(
      `/api/v1/appeal-definition-drafts/${drafts[0]?.id}/approve`,
      { headers: { 'If-Match': '"1"' } },
    );
    expect(own.status()).toBe(403);
    await leader.getByRole('button', { name: '撤回' }).click();
    await dialog(leader).getByRole('button', { name: '撤回' }).click();
    await see(leader.getByText(/^已撤回/));

    const centre = await person('paidan', '/desk/appeal-definitions', screens[0]);
    await draft(centre, '15');
    await inspect(centre, 'desk-definitions-phone');
    await leave(centre);

    await leader.reload();
    await see(leader.getByText('按新旧口径各是多少', { exact: false }).first());
    await inspect(leader, 'desk-definitions');
    const behind = leader.getByRole('link', { name: /^满意率按草案的口径的分母：\d+ 件$/ }).first();
    const count = Number(await behind.textContent());
    await behind.click();
    await see(leader.getByText(`共 ${count} 条`));
    await see(leader.getByText('按草案的口径 · 满意率', { exact: false }));
    await inspect(leader, 'desk-definition-trial');
    await leader.getByRole('link', { name: '回到三率口径' }).click();
    await leader.getByRole('button', { name: '核准' }).click();
    await dialog(leader).getByRole('button', { name: '核准' }).click();
    await see(leader.getByText('成为第 2 版', { exact: false }));
    const month = new Date();
    month.setUTCDate(15);
    month.setUTCMonth(month.getUTCMonth() + 1);
    const next = month.toISOString().slice(0, 7);
    await leader.goto(`${office.city.baseURL}/desk/appeal-rates?month=${next}`);
    await leader.getByText('怎么算').click();
    await see(leader.getByText(/^第 2 版/));
    await leave(leader);
  });
});
