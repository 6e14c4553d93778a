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

/** A person of the demo city at the desk. */
async function person(login: string, path: string, screen: Screen = screens[1]): Promise<Page> {
  const page = await open(browser, city, screen, `/desk/login?next=${encodeURIComponent(path)}`);
  await loginStaff(page, login);
  await page.waitForURL((url) => url.pathname !== '/desk/login');
  return page;
}

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

    const rising = page.getByRole('link', { name: /查看这 1[1-9] 件/ });
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
    await page.getByRole('link', { name: /查看这 1[1-9] 件/ }).click();
    await see(page.getByRole('link', { name: /停车太难/ }).first());
    await inspect(page, 'desk-signal-cases-phone');
    await leave(page);
  });
});
