import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launch, leave, open, screens, see, still } from './browser';
import { type City, openCity } from './city';
import { loginFirm, loginStaff } from './login';

// What people who are logged in wrote about departments, posts, colleagues, contacts
// and reasons is text on every screen, and makes no phone scroll sideways.

const PAYLOADS = [
  '<script data-plant>plant=1</script>',
  '"><img data-plant src=x onerror=plant=1>',
  'javascript:plant=1//<a data-plant>',
  '{{7*7}}#{7*7}<b data-plant>',
  '\u202Egpj.exe<i data-plant>',
  `data-plant${'W'.repeat(40)}`,
] as const;
const [SCRIPT, IMAGE] = PAYLOADS;
const FAR_TOO_LONG = 'W'.repeat(10_000);

/** A payload that fills a field to its last character without a place to break. */
const full = (payload: string, length: number) => (payload + 'W'.repeat(length)).slice(0, length);

const FIRM = '91390102900000612E';
const PHONE = '19000000006';
const DISTRICT = '390102';

let city: City;
let browser: Browser;
beforeAll(async () => {
  [city, browser] = await Promise.all([openCity(), launch()]);
});
afterAll(async () => {
  await browser.close();
  await city.close();
});

const as = async (login: string): Promise<Page> => {
  const page = await open(browser, city, screens[0], '/desk/login?next=/desk');
  await loginStaff(page, login);
  await see(page.getByRole('heading', { level: 1, name: /您好/ }));
  return page;
};

/** Writes through the API what nobody could type into a form, and returns the answer. */
async function write(page: Page, path: string, data: object): Promise<Record<string, string>> {
  const answer = await page.request.post(`/api/v1${path}`, { data });
  expect(answer.status(), `${path} ${await answer.text()}`).toBeLessThan(300);
  return (await answer.json().catch(() => ({}))) as Record<string, string>;
}

/** Each of these fields refuses ten thousand characters in words. */
async function refuses(page: Page, path: string, data: object, ...fields: string[]): Promise<void> {
  for (const field of fields) {
    const answer = await page.request.post(`/api/v1${path}`, {
      data: { ...data, [field]: FAR_TOO_LONG },
    });
    expect(answer.status(), `${path} ${field}`).toBe(422);
  }
}

/** Asserts that what was planted is on the pages, as words and nothing more. */
async function areText(page: Page, ...paths: string[]): Promise<void> {
  const opened: string[] = [];
  page.on('dialog', (dialog) => {
    opened.push(dialog.message());
    void dialog.dismiss();
  });
  for (const path of paths) {
    await page.goto(path);
    const planted = () => {
      for (const fold of document.querySelectorAll('button[aria-expanded="false"]'))
        if (fold.textContent?.startsWith('其他来源')) (fold as HTMLElement).click();
      return document.body.innerText.includes('data-plant');
    };
    await expect
      .poll(() => page.evaluate(planted), { message: `nothing planted on ${path}` })
      .toBe(true);
    await still(page);
    const found = await page.evaluate(() => ({
      parts: [...document.querySelectorAll('[data-plant]')].map((part) => part.outerHTML),
      links: [...document.querySelectorAll('[href^="javascript:" i], [src^="javascript:" i]')].map(
        (part) => part.outerHTML,
      ),
      ran: 'plant' in window,
      sticksOut: document.documentElement.scrollWidth - document.documentElement.clientWidth > 1,
    }));
    expect
      .soft({ ...found, opened }, path)
      .toEqual({ parts: [], links: [], ran: false, sticksOut: false, opened: [] });
  }
}

describe('what people wrote stays text on a phone', () => {
  test('in departments, posts, persons, accounts and what is asked for them', async () => {
    const page = await as('xitong');
    const department = (name: string, code: string) => ({
      code,
      name: full(name, 100),
      short_name: name,
      division: DISTRICT,
      duty: full(name, 2000),
      phone: full(name, 200),
      address: full(name, 200),
    });
    const ids: string[] = [];
    for (const [at, payload] of PAYLOADS.entries()) {
      ids.push((await write(page, '/org/departments', department(payload, `x-${at}`))).id ?? '');
    }
    const first = ids[0] ?? '';
    await refuses(page, '/org/departments', department('x', 'x-long'), 'name', 'duty', 'address');
    const posts = `/org/departments/${first}/posts`;
    const post = { name: IMAGE, duty: full(SCRIPT, 1000), headcount: 9 };
    await write(page, posts, post);
    await refuses(page, posts, post, 'name', 'duty');
    const people: string[] = [];
    for (const [at, name] of PAYLOADS.entries()) {
      const person = { login: `plant${at}`, name, department: first };
      people.push((await write(page, '/org/people', person)).id ?? '');
    }
    await refuses(
      page,
      '/org/people',
      { login: 'plantlong', name: 'x', department: first },
      'name',
      'login',
    );
    const [leaver, stays] = people;
    const leaving = { kind: 'leave', staff: leaver, note: full(SCRIPT, 500), items: [] };
    const { id: handover } = await write(page, '/org/handovers', leaving);
    await write(page, '/account/tokens', {
      name: IMAGE,
      days: 1,
      grants: [{ permission: 'task.read', reach: 'own' }],
    });
    await write(page, `/staff/${stays}/password-reset`, { reason: full(IMAGE, 200) });
    await areText(
      page,
      `/desk/org?department=${first}`,
      '/desk/people?q=data-plant',
      `/desk/people/${leaver}`,
      `/desk/people/${stays}`,
      '/desk/handovers',
      `/desk/handovers/${handover}`,
      '/desk/admin/staff?q=data-plant',
      `/desk/admin/staff/${stays}`,
      '/desk/account?tab=tokens',
    );
    await leave(page);
    const other = await as('anquan');
    await areText(other, '/desk/admin/proposals');
    await leave(other);
  });

  test('in contacts, facts, exports, and the reasons that a firm reads', async () => {
    const page = await as('shili');
    const contacts = `/enterprises/${FIRM}/contacts`;
    let contact = '';
    // A role has 20 characters; of a name only the first is shown, whatever it is.
    for (const role of ['<b data-plant>', '<img data-plant src>', '"><i data-plant>']) {
      const person = { role, name: SCRIPT, phone: '19000007777' };
      contact = (await write(page, contacts, person)).id ?? '';
    }
    await refuses(page, contacts, { role: 'x', name: 'x', phone: '19000007777' }, 'role', 'name');
    const fact = { key: 'high_tech_since', value: '2020-01-01', evidence: full(IMAGE, 200) };
    await write(page, `/enterprises/${FIRM}/facts`, fact);
    await refuses(page, `/enterprises/${FIRM}/facts`, fact, 'value', 'evidence');
    const reveal = { fields: ['phone'], reason_kind: 'callback' };
    const reasons = PAYLOADS.map((payload) => full(payload, 200));
    for (const reason of reasons) {
      await write(page, `${contacts}/${contact}/reveal`, { ...reveal, reason });
    }
    await refuses(page, `${contacts}/${contact}/reveal`, { ...reveal, reason: 'x' }, 'reason');
    const list = { kind: 'enterprise.list', query: { industry: 'C' } };
    for (const purpose of reasons) await write(page, '/exports', { ...list, purpose });
    await refuses(page, '/exports', { ...list, purpose: 'x' }, 'purpose');
    await areText(
      page,
      `/desk/enterprises/${FIRM}`,
      `/desk/enterprises/${FIRM}?tab=contacts`,
      '/desk/exports',
    );
    await leave(page);

    const firm = await open(browser, city, screens[0], '/my');
    await loginFirm(firm, city, PHONE);
    await firm.waitForURL(/\/my\/9139/);
    await areText(firm, `/my/${FIRM}/contacts`, `/my/${FIRM}/disclosures`, `/my/${FIRM}/profile`);
    await leave(firm);
  });

  test('in the audit log, which keeps nothing of what was typed at the door', async () => {
    const page = await as('shenji');
    for (const name of PAYLOADS.slice(0, 3)) {
      await page.request.post('/api/v1/session/staff', { data: { login: name, password: name } });
    }
    await page.goto('/desk/admin/audit');
    const table = page.getByRole('region', { name: '审计记录' });
    await see(table.getByText('登录失败').first());
    const found = await page.evaluate(() => ({
      parts: document.querySelectorAll('[data-plant]').length,
      ran: 'plant' in window,
      sticksOut: document.documentElement.scrollWidth - document.documentElement.clientWidth > 1,
    }));
    expect(found).toEqual({ parts: 0, ran: false, sticksOut: false });
    await leave(page);
  });
});
