import type { Locator, Page } from 'playwright-core';
import { describe, test } from 'vitest';
import { gone, inspect, leave, screens, see } from './browser';
import { dialog, openCase, openOffice } from './office';

const office = openOffice();
const { person } = office;

const act = (page: Page, name: string): Locator =>
  page.locator('main header').getByRole('button', { name, exact: true });

/** Presses an act of the head, or one behind "more". */
async function press(page: Page, name: string): Promise<void> {
  await see(page.locator('main header').getByRole('button').last());
  if (await act(page, name).isVisible()) await act(page, name).click();
  else {
    await act(page, '更多').click();
    await page.getByRole('menuitem', { name, exact: true }).click();
  }
  await see(dialog(page));
}

describe('what is read from an appeal', () => {
  test('a handler is told what a reader would miss, sends it all the same, and the second reader reads it', async () => {
    const unit = await person('keji', '/desk/appeals');
    const path = await openCase(unit, 'mine', '科技型中小企业评价');
    await press(unit, '答复');
    const form = dialog(unit);
    await form
      .getByLabel('给反映人的答复')
      .fill('您好，您反映的问题已转有关部门办理，请耐心等待。');
    await form.getByRole('radio', { name: /^已解释说明/ }).check();
    await form.getByRole('button', { name: '提交审核', exact: true }).click();
    await see(form.getByText('只说已转办'));
    await see(form.locator('mark'));
    await inspect(unit, 'desk-appeal-advice');
    // Other words are looked at anew.
    await form
      .getByLabel('给反映人的答复')
      .fill('经与税务部门核对，评价系统的数据已经同步，问题出在报表口径。我们将尽快整改报表口径。');
    await form.getByRole('button', { name: '提交审核', exact: true }).click();
    await see(form.getByText('承诺没有写明日期'));
    await form.getByRole('button', { name: '仍然提交审核' }).click();
    await gone(form);
    await leave(unit);

    const leader = await person('quzhang', path, screens[0]);
    await see(leader.getByRole('region', { name: '系统看出的不足（供审核参考）' }));
    await see(leader.getByText('系统曾提示：承诺没有写明日期', { exact: false }));
    await inspect(leader, 'desk-appeal-advised');
    await leave(leader);
  });

  test('the centre takes proposals over and dispatches to the department that is proposed', async () => {
    const page = await person('paidan', '/desk/appeals');
    await openCase(page, 'accept', '研发费用加计扣除');
    const panel = page.getByRole('region', { name: '系统建议' });
    await see(panel.getByText('依据').first());
    await panel.getByRole('button', { name: /^(采用|确认)诉求类型$/ }).click();
    await see(panel.getByText('采用了这条建议', { exact: false }));
    await press(page, '受理');
    await dialog(page).getByRole('button', { name: '受理', exact: true }).click();
    await gone(dialog(page));
    await press(page, '派单');
    await see(dialog(page).getByText('系统建议由', { exact: false }));
    await see(dialog(page).getByTitle('国家税务总局霁川市望渚区税务局'));
    await inspect(page, 'desk-appeal-proposed');
    await dialog(page).getByRole('button', { name: '派单', exact: true }).click();
    await gone(dialog(page));
    await see(page.getByText('已转国家税务总局霁川市望渚区税务局承办').first());
    await leave(page);
  });

  test.each(screens)('a topic is found by a few words at $name pixels', async (screen) => {
    const page = await person('paidan', '/desk/appeals', screen);
    await openCase(page, 'accept', '科创三路路灯');
    await press(page, '更正分类');
    const form = dialog(page);
    await form.getByLabel('主题').fill('发票额度');
    await page.getByTitle('发票额度', { exact: true }).first().click();
    await see(form.getByTitle('税费 / 发票 / 发票额度'));
    await inspect(page, 'desk-appeal-topic');
    await form.getByRole('button', { name: '保存分类' }).click();
    await gone(form);
    await see(page.getByRole('region', { name: '基本情况' }).getByText('税费 / 发票 / 发票额度'));
    // What somebody made of a proposal stands beside it.
    const panel = page.getByRole('region', { name: '系统建议' });
    await see(panel.getByText('判断为“税费 / 发票 / 发票额度”', { exact: false }));
    await panel.getByRole('button', { name: '在原文里标出' }).first().click();
    await see(page.getByRole('region', { name: '反映的内容' }).locator('mark').first());
    await inspect(page, 'desk-appeal-reading');
    await leave(page);
  });
});
