import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inspect, launch, leave, open, screens, see } from './browser';
import { type City, openCity } from './city';

let city: City;
let browser: Browser;
beforeAll(async () => {
  [city, browser] = await Promise.all([openCity(), launch()]);
});
afterAll(async () => {
  await browser.close();
  await city.close();
});

describe.each(screens)('somebody who searches on a screen of $name pixels', (screen) => {
  test('chooses a title while typing, by the keyboard, and is asked what was meant', async () => {
    const page = await open(browser, city, screen, '/');
    const box = page.getByRole('combobox', { name: '搜索惠企政策' });
    await box.fill('研发');
    const options = page.getByRole('listbox', { name: '相关的标题' }).getByRole('option');
    await see(options.first());
    expect(await box.getAttribute('aria-expanded')).toBe('true');
    for (const marked of await options.locator('b').allInnerTexts()) expect(marked).toBe('研发');
    await inspect(page, 'search-titles');
    await box.press('Escape');
    expect(await options.count()).toBe(0);
    await box.fill('研发');
    await box.pressSequentially('费');
    await box.press('Backspace');
    await see(options.first());
    const title = await options.first().locator('span').first().innerText();
    await box.press('ArrowDown');
    const active = await box.getAttribute('aria-activedescendant');
    expect(active).toBe(await options.first().getAttribute('id'));
    await box.press('Enter');
    await see(page.getByRole('heading', { level: 1, name: title }));

    // The same sound, another character: the words of a title are offered.
    const at = title.indexOf('研发');
    const word = title.slice(at, at + 4);
    await page.goto(`/measures?q=${encodeURIComponent(word.replace('发', '法'))}`);
    await see(page.getByText('您是不是要找：'));
    await inspect(page, 'search-meant');
    await page.getByRole('link', { name: word, exact: true }).click();
    await see(page.getByRole('heading', { level: 1, name: `搜索“${word}”` }));
    await see(page.getByRole('article').first());
    expect(await page.getByText('您是不是要找：').count()).toBe(0);

    // Policies beside the measures, then policies alone: the article that holds the words opens.
    await page.goto('/measures?q=研发费用');
    await see(page.getByRole('complementary', { name: '政策原文' }).getByRole('article').first());
    await see(page.getByRole('heading', { name: '结果', exact: true }));
    await inspect(page, 'search-all');
    const choice = page.getByRole('navigation', { name: '找什么' });
    await choice.getByRole('link', { name: '政策原文' }).click();
    const found = page.getByRole('region', { name: '政策原文' });
    const article = found.getByRole('link', { name: /^第.+条/ }).first();
    await see(article);
    expect(await found.locator('li mark').first().innerText()).toMatch(/研发|费用/);
    expect(await page.getByRole('heading', { name: '结果', exact: true }).count()).toBe(0);
    await inspect(page, 'search-policies');
    const place = await article.innerText();
    await article.click();
    await page.waitForURL(/\/policies\/[^/]+#art-\d/);
    const anchor = new URL(page.url()).hash.slice(1);
    await see(page.locator(`[id="${anchor}"]`));
    await see(page.locator(`[id="${anchor}"]`).getByText(place, { exact: false }).first());
    await page.goBack();
    await choice.getByRole('link', { name: '惠企政策' }).click();
    await see(page.getByRole('heading', { name: '结果', exact: true }));
    expect(await page.getByRole('complementary', { name: '政策原文' }).count()).toBe(0);
    await leave(page);
  });
});
