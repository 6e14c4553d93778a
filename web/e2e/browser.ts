import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import { expect } from 'vitest';
import type { City } from './city';
import { foreignWords } from './words';

/** The two screens every journey is walked on: a phone and a clerk's monitor. */
export const screens = [
  { name: '360', width: 360, height: 740 },
  { name: '1366', width: 1366, height: 768 },
] as const;
export type Screen = (typeof screens)[number];

/** Longest wait for anything that should be seen; a busy machine is slow, not wrong. */
const PATIENCE = 30_000;

/** Longest wait for the end of long work in the background, such as an import. */
export const LONG_WORK = 90_000;

const executable = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find((path) => existsSync(path));
const axeSource = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
);
const shots = fileURLToPath(new URL('../test-results/', import.meta.url));

export function launch(): Promise<Browser> {
  if (!executable) throw new Error('Chromium is missing; run scripts/need.sh chromium');
  return chromium.launch({
    executablePath: executable,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      // A page lives for seconds: to optimize its script takes longer than it saves, a
      // sixth of the processor time of the journeys.
      '--js-flags=--no-opt,--no-maglev',
    ],
  });
}

/** What went wrong behind the screen of a page. */
const faults = new WeakMap<Page, string[]>();

/** What a refusal of the server leaves on the console; the screens deal with those themselves. */
const REFUSED = /^(Failed to load resource: the server responded with a status of|ApiError: )/;

export interface Look {
  width: number;
  height: number;
  /** Device pixels per pixel of the page. */
  scale?: number;
}

/** A page in a fresh session. Whoever opens it also has to {@link leave} it. */
export async function open(browser: Browser, city: City, look: Look, path: string): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: look.width, height: look.height },
    deviceScaleFactor: look.scale ?? 1,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    baseURL: city.baseURL,
    isMobile: look.width < 600,
    hasTouch: look.width < 600,
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(PATIENCE);
  const page = await context.newPage();
  const wrong: string[] = [];
  faults.set(page, wrong);
  page.on('pageerror', (error) => wrong.push(`script error on ${page.url()}: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' && !REFUSED.test(message.text()))
      wrong.push(`on the console at ${page.url()}: ${message.text()}`);
  });
  await page.goto(path);
  return page;
}

/** Closes the session; a script error or a broken content policy on the way fails the test. */
export async function leave(page: Page): Promise<void> {
  await page.context().close();
  expect(faults.get(page)).toEqual([]);
}

/** Waits until a thing is seen. */
export async function see(what: Locator, patience = PATIENCE): Promise<void> {
  await what.waitFor({ state: 'visible', timeout: patience });
}

/** Does something, and looks out meanwhile for what is seen of it for a moment only. */
export async function seePassing(what: Locator, act: () => Promise<void>): Promise<void> {
  await Promise.all([see(what), act()]);
}

/**
 * Waits until a table shows what was asked for and no longer what it showed
 * before. What is asked for has to be seen first: the pressed button, the
 * numbers of the rows, the arrow of the order.
 */
export async function settled(table: Locator): Promise<void> {
  await see(table.and(table.page().locator('[aria-busy="false"]')));
}

/** The measures that a search on the public site has found. */
export function measuresFound(page: Page): Locator {
  return page.getByRole('region', { name: '结果' }).getByRole('article');
}

/** Asserts that the whole width of a frame is seen: nothing of it has to be scrolled to. */
export async function fits(frame: Locator): Promise<void> {
  const hidden = await frame.evaluate((box) => box.scrollWidth - box.clientWidth);
  expect.soft(hidden, `goes on to the side on ${frame.page().url()}`).toBeLessThanOrEqual(1);
}

/** Waits until a thing is no longer seen. */
export async function gone(what: Locator): Promise<void> {
  await what.waitFor({ state: 'hidden' });
}

/**
 * Starts to look out for things that may pass in a moment, such as a progress
 * bar; the answer says how many have appeared since.
 */
export async function lookOut(page: Page, selector: string): Promise<() => Promise<number>> {
  await page.evaluate((wanted) => {
    let seen = 0;
    const count = (root: ParentNode) => {
      seen += root.querySelectorAll(wanted).length;
    };
    const watch = new MutationObserver((changes) => {
      for (const { addedNodes } of changes) {
        for (const node of addedNodes) {
          if (!(node instanceof Element)) continue;
          if (node.matches(wanted)) seen += 1;
          count(node);
        }
      }
    });
    watch.observe(document.body, { subtree: true, childList: true });
    Object.assign(window, { seenSoFar: () => seen });
  }, selector);
  return () => page.evaluate(() => (window as unknown as { seenSoFar(): number }).seenSoFar());
}

export interface Inspection {
  /** Foreign words that belong on this page, such as the names of demo accounts. */
  words?: RegExp;
}

/**
 * Keeps a picture of the page and asserts what holds for every page: axe finds
 * nothing serious, nothing sticks out sideways, and all words are Chinese.
 */
export async function inspect(page: Page, name: string, { words }: Inspection = {}): Promise<void> {
  // A list whose rows are asked for anew and a button that works are paler for as long.
  await gone(page.locator('[aria-busy="true"]:visible, .ant-btn-loading:visible').first());
  await still(page);
  const width = page.viewportSize()?.width ?? 0;
  mkdirSync(shots, { recursive: true });
  await page.screenshot({ path: `${shots}${name}-${width}.png`, fullPage: true });
  await page.evaluate(axeSource);
  const serious = await page.evaluate(async () => {
    // biome-ignore lint/suspicious/noExplicitAny: axe puts itself on the window without a type
    const result = await (window as any).axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'],
      resultTypes: ['violations'],
    });
    return result.violations
      .filter((v: { impact: string }) => v.impact === 'serious' || v.impact === 'critical')
      .map(
        (v: { id: string; nodes: { html: string; failureSummary: string }[] }) =>
          `${v.id}: ${v.nodes.map((n) => `${n.html} — ${n.failureSummary}`).join('\n  ')}`,
      );
  });
  expect.soft(serious, `axe on ${name} at ${width}`).toEqual([]);
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect.soft(overflow, `${name} at ${width} sticks out to the side`).toBeLessThanOrEqual(1);
  const twice = await page.evaluate(() => {
    const page = document.documentElement;
    const main = document.querySelector('main');
    const inside = main !== null && /auto|scroll/.test(getComputedStyle(main).overflowY);
    return inside ? page.scrollHeight - page.clientHeight : 0;
  });
  expect.soft(twice, `${name} at ${width} scrolls twice`).toBeLessThanOrEqual(1);
  const text = await page.evaluate(() => {
    // What is not shown, hidden from those who listen, or named by the control
    // around it is not read out; the library's own pictures only accompany.
    const unread = '[aria-hidden="true"], [aria-hidden="true"] *, button[aria-label] *, .anticon';
    const named = ['aria-label', 'title', 'placeholder', 'alt'].flatMap((attribute) =>
      [...document.querySelectorAll(`[${attribute}]`)]
        .filter((element) => element.checkVisibility() && !element.matches(unread))
        .map((element) => element.getAttribute(attribute) ?? ''),
    );
    const spoiled = [...document.querySelectorAll('button .anticon, a .anticon')]
      .filter((picture) => picture.checkVisibility())
      .filter(
        (picture) => !picture.closest('[aria-hidden="true"], button[aria-label], .ant-btn-loading'),
      )
      .map((picture) => picture.getAttribute('aria-label') ?? '');
    return [document.title, document.body.innerText, ...named, ...spoiled];
  });
  expect.soft(foreignWords(text.join('\n'), words), `words on ${name} at ${width}`).toEqual([]);
}

/** Waits for the ends of all movements that have one. */
export async function still(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready;
    const passing = document
      .getAnimations()
      .filter((animation) => animation.effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(passing.map((animation) => animation.finished));
  });
}
