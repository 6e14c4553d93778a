import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { gone, inspect, leave, open, screens, see } from './browser';
import { dialog, openOffice } from './office';

const office = openOffice();
const { person } = office;

/** How many proposals of the urgency people have looked at. */
async function checkedUrgencies(page: Page): Promise<number> {
  const all = page
    .getByRole('table', { name: '紧急程度：各档把握的实测一致率' })
    .getByRole('row', { name: /^全部/ });
  await see(all);
  return Number(await all.getByRole('cell').first().textContent());
}

describe('thresholds of sorting', () => {
  test('nothing takes effect by itself before it was measured, and what does is agreed to by a second person', async () => {
    const page = await person('paidan', '/desk/appeal-thresholds');
    await see(page.getByRole('table', { name: '诉求类型：各档把握的实测一致率' }));
    await inspect(page, 'desk-thresholds');
    await page.getByRole('button', { name: '提出调整' }).click();
    const form = dialog(page);
    const kind = form.getByRole('group', { name: '诉求类型' });
    await kind.getByRole('checkbox', { name: '自动采用', exact: true }).check();
    await see(kind.getByText(/只核对过 \d+ 件，至少核对 200 件才能自动采用/));
    await form.getByLabel('调整的理由').fill('先抽查一个月');
    await form.getByRole('button', { name: '提交核准' }).click();
    await see(kind.getByRole('alert'));
    await inspect(page, 'desk-threshold-refused');
    await kind.getByRole('checkbox', { name: '自动采用', exact: true }).uncheck();
    const urgency = form.getByRole('group', { name: '紧急程度' });
    await urgency.getByRole('checkbox', { name: '采用并抽查' }).check();
    await urgency.getByLabel('紧急程度：采用并抽查', { exact: true }).fill('30');
    await urgency.getByLabel('紧急程度：采用并抽查 抽查（%）').fill('100');
    await form.getByRole('button', { name: '提交核准' }).click();
    await gone(form);
    const draft = page.getByRole('region', { name: '等待核准的调整' });
    await see(
      draft.getByText('由人判断　改为　把握不低于 30% 的采用，并抽查其中 100%', { exact: false }),
    );
    await gone(draft.getByRole('button', { name: '核准' }));
    await leave(page);

    const leader = await person('quzhang', '/desk/appeal-thresholds', screens[0]);
    await see(leader.getByText('先抽查一个月', { exact: false }));
    await inspect(leader, 'desk-threshold-draft');
    await leader.getByRole('button', { name: '核准' }).click();
    await gone(leader.getByRole('button', { name: '核准' }));
    await see(
      leader
        .getByRole('region', { name: '紧急程度' })
        .getByText('把握不低于 30% 的采用，并抽查其中 100%'),
    );
    await leader.getByText('历次门槛').click();
    await see(leader.getByText('第 1 版', { exact: true }));
    await inspect(leader, 'desk-threshold-history');
    await leave(leader);
  });

  test('what took effect by itself is checked, confirmed or corrected, and counts from then on', async () => {
    for (const words of [
      '大厦西门的雨棚漏水，一楼走廊积水，请尽快处理。',
      '请问大厦的停车位怎么申请？物业让我们问园区。',
    ]) {
      const visitor = await open(office.browser, office.city, screens[0], '/q/p/ZGDS66');
      await visitor.getByLabel('要解决什么').fill(words);
      await visitor.getByLabel('怎么称呼您').fill('李样例');
      await visitor.getByLabel('联系电话').fill('13900002222');
      await visitor.getByRole('button', { name: '提交', exact: true }).click();
      await see(visitor.getByText(/查询码只显示这一次/));
      await leave(visitor);
    }

    const page = await person('paidan', '/desk/appeal-thresholds');
    const before = await checkedUrgencies(page);
    await page.goto('/desk/appeal-checks');
    const card = (words: string) => page.getByRole('article').filter({ hasText: words });
    // Reading happens behind the receipt.
    await expect
      .poll(async () => {
        await page.reload();
        await see(page.getByRole('heading', { level: 1, name: '分拣抽查' }));
        return page.getByRole('article').count();
      })
      .toBe(2);
    await see(card('停车位').getByText('自动', { exact: true }));
    await inspect(page, 'desk-checks');
    await card('停车位')
      .getByRole('button', { name: /^对：紧急程度/ })
      .click();
    await gone(card('停车位'));
    await card('雨棚')
      .getByRole('button', { name: /^更正：紧急程度/ })
      .click();
    await dialog(page).getByLabel('紧急程度').selectOption({ label: '紧急' });
    await inspect(page, 'desk-check-correct');
    await dialog(page).getByRole('button', { name: '保存更正' }).click();
    await see(page.getByText('没有等着抽查的'));
    await leave(page);

    const bell = await person('paidan', '/desk/appeals?box=accept', screens[0]);
    await bell.getByRole('link', { name: /雨棚/ }).first().click();
    const panel = bell.getByRole('region', { name: '系统建议' });
    await see(panel.getByText('自动', { exact: true }));
    await see(panel.getByText('判断为“紧急”', { exact: false }));
    await inspect(bell, 'desk-appeal-automatic');
    await bell.goto('/desk/appeal-checks');
    await see(bell.getByText('没有等着抽查的'));
    await inspect(bell, 'desk-checks-none');
    await bell.goto('/desk/appeal-thresholds');
    expect(await checkedUrgencies(bell)).toBe(before + 2);
    await leave(bell);
  });
});
