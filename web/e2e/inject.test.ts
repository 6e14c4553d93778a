import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launch, leave, open, screens, see, settled } from './browser';
import { type City, openCity } from './city';
import { loginStaff } from './login';
import { madeUpUSCC } from './register';

// What people outside wrote, in names, addresses, policies and measures, is text on
// every screen: 200 ways of writing a script, none of which becomes part of a page.

const VECTORS = [
  '<script data-hit>hit=1</script>',
  '<img data-hit src=x onerror=hit=1>',
  '<svg data-hit onload=hit=1>',
  '<iframe data-hit srcdoc="<script>parent.hit=1</script>"></iframe>',
  '<a data-hit href="javascript:hit=1">a</a>',
  '<details data-hit open ontoggle=hit=1>',
  '<input data-hit autofocus onfocus=hit=1>',
  '<video data-hit><source onerror=hit=1></video>',
  '<object data-hit data="javascript:hit=1"></object>',
  '<style data-hit>*{display:none}</style>',
  '<base data-hit href="//evil.example/">',
  '<meta data-hit http-equiv=refresh content="0;url=//evil.example/">',
  '<form data-hit action="//evil.example/"><button>a</button></form>',
  '<math data-hit><mtext><b onclick=hit=1>a</b></mtext></math>',
  '<link data-hit rel=stylesheet href="//evil.example/a.css">',
  '<marquee data-hit onstart=hit=1>a</marquee>',
  '<b data-hit onmouseover=hit=1 style="position:fixed;inset:0">a</b>',
  '<template data-hit><script>hit=1</script></template>',
  '{{constructor.constructor("hit=1")()}}<b data-hit>',
  '#{hit=1}`;hit=1;//<b data-hit>',
] as const;
const WRAPPERS: readonly ((vector: string) => string)[] = [
  (v) => v,
  (v) => `">${v}`,
  (v) => `'>${v}`,
  (v) => `-->${v}`,
  (v) => `</title></textarea>${v}`,
  (v) => `</script>${v}`,
  (v) => `]]>${v}`,
  (v) => v.replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
  (v) => encodeURIComponent(v).slice(0, 180),
  (v) => v.toUpperCase().replaceAll('HIT', 'hit'),
];
const PAYLOADS = WRAPPERS.flatMap((wrap) => VECTORS.map(wrap));

const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;
const MEASURES = 20;
const EACH = PAYLOADS.length / MEASURES;

/** A measure whose every text is another payload. */
function measure(at: number): object {
  const [title, summary, firms, amount, paper, note, step, how, quote, unit] = PAYLOADS.slice(
    at * EACH,
    (at + 1) * EACH,
  );
  return {
    id: `wz-inject-${at}`,
    title: `注入测试${at} ${title}`,
    delivery: 'claim',
    when: { id: 'c1', fact: 'staff', op: '>=', value: 1, quote },
    benefit: { fixed: '1.00' },
    kind: 'grant',
    summary,
    beneficiaries: firms,
    amount_text: amount,
    materials: [{ name: paper, note, source: note }],
    steps: [{ title: step, text: how }],
    time_limit: how,
    payment_term: how,
    department: 'wz-keji',
    contact: { unit, phone: '0390-5550001' },
    policy: 'wz-inject',
  };
}

const policy = {
  id: 'wz-inject',
  title: `注入测试办法 ${PAYLOADS[0]}`,
  document_no: '望测发〔2026〕1号',
  level: 'district',
  issuers: [`望渚区测试局 ${PAYLOADS[1]}`],
  published_on: '2026-01-01',
  effective_from: '2026-01-01',
  effective_to: '2030-12-31',
  text: PAYLOADS.map((payload, at) => `第${at + 1}条 ${payload}`),
  interpretation: PAYLOADS,
  fair_competition_review: {
    reviewed_on: '2025-12-20',
    reviewer: `望渚区测试局 ${PAYLOADS[2]}`,
    conclusion: '符合要求',
  },
};

let city: City;
let browser: Browser;
let files: string;
beforeAll(async () => {
  [city, browser] = await Promise.all([openCity(), launch()]);
  files = mkdtempSync(join(tmpdir(), 'yikou-inject-'));
  const bring = (kind: string, name: string, text: string) => {
    writeFileSync(join(files, name), text);
    return city.command('import', kind, join(files, name));
  };
  const rows = PAYLOADS.map((payload, at) =>
    [cell(`注入测试${at} ${payload}`), madeUpUSCC(700_000 + at), cell(payload), '存续'].join(','),
  );
  const firms = ['企业名称,统一社会信用代码,地址,经营状态', ...rows, ''].join('\r\n');
  expect(bring('enterprises', 'firms.csv', firms)).toMatchObject({ created: PAYLOADS.length });
  expect(bring('policies', 'policy.json', JSON.stringify([policy]))).toMatchObject({ created: 1 });
  const measures = Array.from({ length: MEASURES }, (_, at) => measure(at));
  expect(bring('measures', 'measures.json', JSON.stringify(measures))).toMatchObject({
    created: MEASURES,
  });
});
afterAll(async () => {
  rmSync(files, { recursive: true, force: true });
  await browser.close();
  await city.close();
});

/** Asserts that the payloads on a page are words and nothing more. */
async function isText(page: Page, written: RegExp): Promise<void> {
  await see(page.getByText(written).first());
  const found = await page.evaluate(() => ({
    parts: [...document.querySelectorAll('[data-hit], [DATA-hit]')].map((e) => e.outerHTML),
    links: [
      ...document.querySelectorAll<HTMLElement>('[href^="javascript:" i], [src^="javascript:" i]'),
    ].map((e) => e.outerHTML),
    ran: 'hit' in window,
  }));
  expect(found, page.url()).toEqual({ parts: [], links: [], ran: false });
}

test('on the public site', async () => {
  const page = await open(browser, city, screens[0], '/measures?q=注入测试');
  await isText(page, /data-hit/);
  for (let at = 0; at < MEASURES; at++) {
    await page.goto(`/measures/wz-inject-${at}`);
    await isText(page, /data-hit/i);
  }
  await leave(page);
});

test('at the desk', async () => {
  const page = await open(
    browser,
    city,
    screens[1],
    '/desk/login?next=/desk/enterprises?q=注入测试',
  );
  await loginStaff(page);
  for (const from of [1, 51, 101, 151]) {
    await see(page.getByText(`第 ${from}—${from + 49} 条，共 200 条`));
    await settled(page.getByRole('region', { name: '企业库' }));
    await isText(page, /data-hit/i);
    if (from < 151) await page.getByRole('button', { name: '下一页' }).click();
  }
  for (let at = 0; at < PAYLOADS.length; at += 21) {
    await page.goto(`/desk/enterprises/${madeUpUSCC(700_000 + at)}`);
    await isText(page, /data-hit/i);
  }
  await page.goto('/desk/measures?q=注入测试');
  await isText(page, /data-hit/i);
  await leave(page);
});
