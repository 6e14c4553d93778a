import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { gone, inspect, launch, leave, open, screens, see } from './browser';
import { type City, openCity } from './city';
import { loginStaff } from './login';

// Each screen amends days and a profile of its own.
let city: City;
let browser: Browser;
beforeAll(async () => {
  [city, browser] = await Promise.all([openCity(), launch()]);
});
afterAll(async () => {
  await browser.close();
  await city.close();
});

const next = encodeURIComponent;

interface Clock {
  side: string;
  state: string;
  due: string;
}

/** A case whose statutory term runs, and the last day of that. */
async function running(page: Page): Promise<{ id: string; day: string }> {
  const ask = async (path: string) => (await page.request.get(`/api/v1${path}`)).json();
  const { items } = await ask('/appeals?limit=200');
  for (const { id } of items as { id: string }[]) {
    const { clocks } = (await ask(`/appeals/${id}`)) as { clocks: Clock[] };
    const one = clocks.find((clock) => clock.side === 'statutory' && clock.state === 'running');
    // It ends at 24:00 in Beijing, which is 16:00 of the same day here.
    if (one && Date.parse(one.due) > Date.now()) return { id, day: one.due.slice(0, 10) };
  }
  throw new Error('no statutory term of the demo city runs');
}

/** Next year: the days of this one may be over. */
const year = new Date().getFullYear() + 1;

describe.each(screens)('time limits and the calendar on a screen of $name pixels', (screen) => {
  const phone = screen.width < 600;
  const profile = phone ? '送达许可证件' : '差评整改';
  const reason = phone ? '台风停工停产' : '汛期停工停产';

  test('the leader sets a new limit, and the versions before it stay', async () => {
    const page = await open(browser, city, screen, `/desk/login?next=${next('/desk/deadlines')}`);
    await loginStaff(page, 'quzhang');
    await see(page.getByRole('heading', { level: 1, name: '时限与日历' }));
    const table = page.getByRole('region', { name: '各项时限' });
    await see(table.getByText('诉求法定办理'));
    await inspect(page, 'deadline-profiles');

    await table.getByRole('button', { name: `查看${profile}的 1 个版本` }).click();
    await page.getByRole('button', { name: '设定新的时限' }).click();
    const form = page.getByRole('dialog', { name: `设定“${profile}”的新时限` });
    await form.getByLabel('时限', { exact: true }).fill('8');
    await form.getByLabel('从哪天起执行').fill('2020-01-01');
    await form.getByRole('button', { name: /设\s*定/ }).click();
    await see(form.getByText('请写明依据，不超过 200 字'));
    await form.getByLabel('依据').fill('市政府常务会议纪要第 12 号');
    await form.getByRole('button', { name: /设\s*定/ }).click();
    await see(form.getByText('新的时限从今天或以后的日期起执行'));
    await inspect(page, 'deadline-set');
    await form.getByLabel('从哪天起执行').fill(`${year}-01-04`);
    await form.getByRole('button', { name: /设\s*定/ }).click();
    await gone(form);
    const versions = page.getByRole('dialog', { name: profile });
    await see(versions.getByText('尚未执行'));
    await see(versions.getByText('8 个工作日'));
    await see(versions.getByText('正在执行'));
    await inspect(page, 'deadline-versions');
    await leave(page);
  });

  test('the leader amends days and is told first what that does to running clocks', async () => {
    const page = await open(browser, city, screen, `/desk/login?next=${next('/desk/deadlines')}`);
    await loginStaff(page, 'quzhang');
    await see(page.getByRole('region', { name: '各项时限' }).getByText('诉求法定办理'));
    const { id, day } = await running(page);
    const year = day.slice(0, 4);
    await page.goto(`/desk/deadlines?tab=calendar&year=${year}`);
    const picked = page.locator(`[data-day="${day}"]`);
    await picked.click();
    // From day to day by arrow key, and the next one chosen by keyboard.
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await see(page.getByText('已选 2 天'));
    await page.keyboard.press('Enter');
    await see(page.getByText('已选 1 天'));
    await inspect(page, 'deadline-calendar');
    await page.getByRole('button', { name: /^修\s*订$/ }).click();
    const form = page.getByRole('dialog', { name: '修订 1 天的安排' });
    await see(form.getByText(/会重算 [\d,]+ 个在计的期限，其中 [1-9][\d,]* 个的到期时间会变/));
    await form.getByRole('button', { name: '确认修订' }).click();
    await see(form.getByText('请写明，不超过 200 字').first());
    await form.getByLabel('名称').fill('防汛应急');
    await form.getByLabel('原因').fill(reason);
    await form.getByLabel('依据').fill('市政府办公室通知');
    await inspect(page, 'deadline-amend');
    await form.getByRole('button', { name: '确认修订' }).click();
    await gone(form);
    await see(page.getByRole('button', { name: /休息 防汛应急 已修订$/ }).first());
    const record = page.getByRole('region', { name: '修订记录' });
    const own = record.getByRole('listitem').filter({ hasText: reason });
    await see(own.getByText(/已重算完，[1-9][\d,]* 个期限/));
    await inspect(page, 'deadline-amended');

    const told = await page.request.get(`/api/v1/appeals/${id}`);
    expect(await told.text()).toContain(`历书修订（${reason}）`);
    await page.goto('/desk/deadlines?tab=calendar&year=2035');
    await see(page.getByText('2035 年的放假安排还没有公布', { exact: false }));
    await see(page.getByText('这一年没有修订过', { exact: false }));
    await leave(page);

    const path = `/desk/deadlines?tab=calendar&year=${year}`;
    const other = await open(browser, city, screen, `/desk/login?next=${next(path)}`);
    await loginStaff(other, 'paidan');
    await see(other.getByRole('region', { name: '修订记录' }).getByText(reason, { exact: false }));
    await gone(other.locator('[data-day]').first());
    await leave(other);
  });
});
