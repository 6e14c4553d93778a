import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { expect, inject } from 'vitest';

/** The two screens every journey is walked on: a phone and a clerk's monitor. */
export const screens = [
  { name: '360', width: 360, height: 740 },
  { name: '1366', width: 1366, height: 768 },
] as const;
export type Screen = (typeof screens)[number];

const executable = [
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
    ],
  });
}

/** A page in a fresh session, which fails the test on any script error or broken content policy. */
export async function open(browser: Browser, screen: Screen, path: string): Promise<Page> {
  const context: BrowserContext = await browser.newContext({
    viewport: { width: screen.width, height: screen.height },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    baseURL: inject('baseURL'),
    isMobile: screen.width < 600,
    hasTouch: screen.width < 600,
    // axe is put into the page as a script element, which the policy forbids.
    bypassCSP: false,
  });
  const page = await context.newPage();
  page.on('pageerror', (error) => {
    throw new Error(`script error on ${page.url()}: ${error.message}`);
  });
  page.on('console', (message) => {
    if (/Content Security Policy/.test(message.text()))
      throw new Error(`content policy broken on ${page.url()}: ${message.text()}`);
  });
  await page.goto(path);
  return page;
}

/** Asserts that axe finds nothing serious and that nothing sticks out sideways, and keeps a picture. */
export async function inspect(page: Page, name: string): Promise<void> {
  mkdirSync(shots, { recursive: true });
  // Half-way through a fade everything is too pale.
  await page.evaluate(() =>
    Promise.all(
      document
        .getAnimations()
        .filter((one) => one.effect?.getComputedTiming().iterations !== Number.POSITIVE_INFINITY)
        .map((one) => one.finished.catch(() => undefined)),
    ),
  );
  const width = page.viewportSize()?.width ?? 0;
  await page.screenshot({ path: `${shots}${name}-${width}.png` });
  await page.evaluate(axeSource);
  const serious = await page.evaluate(async () => {
    // biome-ignore lint/suspicious/noExplicitAny: axe puts itself on the window without a type
    const result = await (window as any).axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'],
    });
    return result.violations
      .filter((v: { impact: string }) => v.impact === 'serious' || v.impact === 'critical')
      .map(
        (v: { id: string; nodes: { html: string; failureSummary: string }[] }) =>
          `${v.id}: ${v.nodes.map((n) => `${n.html} — ${n.failureSummary}`).join('\n  ')}`,
      );
  });
  expect(serious, `axe on ${name}`).toEqual([]);
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow, `${name} sticks out to the side`).toBeLessThanOrEqual(1);
}

/** The newest one-time code that the console sender printed for a phone. */
export async function codeFor(phone: string): Promise<string> {
  const find = () => {
    const lines = readFileSync(inject('logFile'), 'utf8').split('\n');
    const line = lines
      .reverse()
      .find((l) => l.includes(phone) && /\b\d{6}\b/.test(l.replace(phone, '')));
    return line ? (/\b(\d{6})\b/.exec(line.replace(phone, ''))?.[1] ?? '') : '';
  };
  await expect.poll(find, { timeout: 10_000 }).toMatch(/^\d{6}$/);
  return find();
}
