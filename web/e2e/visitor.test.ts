import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inspect, launch, open, screens } from './browser';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

describe.each(screens)('a visitor on a screen of $name', (screen) => {
  it('finds a measure by a word of two characters and reads its conditions', async () => {
    const page = await open(browser, screen, '/');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await inspect(page, 'home');

    await page.getByRole('searchbox').fill('研发');
    await page.getByRole('searchbox').press('Enter');
    await page.getByRole('article').first().waitFor();
    expect(new URL(page.url()).searchParams.get('q')).toBe('研发');
    const total = Number(/\d+/.exec(await page.getByText(/^共 \d+ 项$/).innerText())?.[0]);
    expect(await page.getByRole('article').count()).toBe(Math.min(total, 20));
    expect(await page.locator('mark').first().innerText()).toContain('研');
    await inspect(page, 'search');

    const title = await page.getByRole('article').first().getByRole('link').innerText();
    await page.getByRole('article').first().getByRole('link').click();
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
    await page.getByRole('heading', { name: '需要满足的条件' }).waitFor();
    expect(await page.locator('#conditions blockquote').count()).toBeGreaterThan(0);
    for (const section of ['要准备的材料', '怎么办理', '咨询电话', '政策依据']) {
      expect(await page.getByRole('heading', { name: section }).count()).toBe(1);
    }
    await inspect(page, 'measure');
    await page.context().close();
  });

  it('is told what to do when nothing is found', async () => {
    const page = await open(browser, screen, '/measures?q=%E9%BE%99%E9%B3%9E&kind=finance');
    await page.getByText('没有找到相关政策').waitFor();
    await inspect(page, 'search-empty');
    await page.getByRole('button', { name: '查看全部政策' }).click();
    await page.getByRole('article').first().waitFor();
    await page.context().close();
  });

  it('meets a page that does not exist in words, with a way back', async () => {
    const page = await open(browser, screen, '/measures/none-such');
    await page.getByRole('heading', { name: '没有找到这一页' }).waitFor();
    await inspect(page, 'not-found');
    await page.getByRole('link', { name: '回到首页' }).click();
    await page.getByRole('searchbox').waitFor();
    await page.context().close();
  });
});

it('a phone loads at most 200 KiB of script for the first page', async () => {
  const page = await open(browser, screens[0], 'about:blank');
  let bytes = 0;
  page.on('response', async (response) => {
    if (response.request().resourceType() !== 'script') return;
    bytes += gzipSync(await response.body()).length;
  });
  await page.goto('/', { waitUntil: 'networkidle' });
  expect(bytes).toBeGreaterThan(0);
  expect(bytes / 1024).toBeLessThanOrEqual(200);
  await page.context().close();
});
