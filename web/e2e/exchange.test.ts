import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fits, inspect, launch, leave, open, screens, see } from './browser';
import { type City, openCity } from './city';
import { loginStaff } from './login';
import { readWorkbook } from './workbook';

let city: City;
let browser: Browser;
beforeAll(async () => {
  [city, browser] = await Promise.all([openCity(), launch()]);
});
afterAll(async () => {
  await browser.close();
  await city.close();
});

const file = (lines: readonly unknown[], name = '热线.jsonl') => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join('')),
});

describe('appeals from and to elsewhere', () => {
  test.each(screens)('a file is checked, then taken once, on $name pixels', async (screen) => {
    const page = await open(browser, city, screen, '/desk/login?next=/desk/appeals');
    await loginStaff(page, 'paidan');
    await page.getByRole('button', { name: '导入诉求' }).click();
    await see(page.getByRole('heading', { level: 1, name: '导入诉求' }));
    const input = page.locator('input[type=file]');
    await input.setInputFiles({ ...file([{}]), name: '热线.docx' });
    await see(page.getByText('只能导入 .jsonl 或 .json 文件', { exact: false }));
    await page.getByRole('button', { name: '换一个文件' }).click();
    await input.setInputFiles(
      file([
        {
          external_no: `${screen.name}-1`,
          channel: 'hotline',
          text: '园区东门的路灯坏了三天，请尽快修好。',
        },
        { external_no: `${screen.name}-2`, text: '想了解怎么申报研发补助。', topic: '惠企政策' },
        { external_no: `${screen.name}-3`, text: '短' },
        { external_no: `${screen.name}-4`, text: '企业没有登记。', enterprise: { uscc: 'X' } },
      ]),
    );
    await page.getByRole('button', { name: '先检查' }).click();
    await see(page.getByText('共 4 行：将登记 3 件，以前导入过 0 件，不能收 1 件。'));
    await see(page.getByRole('cell', { name: '不是统一社会信用代码' }));
    await inspect(page, 'desk-appeal-import', { words: /^jsonl$/i });
    await page.getByRole('button', { name: '导入 3 件' }).click();
    await see(page.getByText('共 4 行：新登记 3 件，以前导入过 0 件，没有收 1 件。'));
    await page.getByRole('link', { name: '查看待受理的诉求' }).click();
    await page.getByRole('searchbox').fill(`${screen.name}-1`);
    await page.getByRole('searchbox').press('Enter');
    await see(page.getByText('共 1 条'));
    await leave(page);
  });

  test('a system that is off is told nothing', async () => {
    const page = await open(browser, city, screens[1], '/desk/login?next=/desk/exchange');
    await loginStaff(page, 'xitong');
    await page.getByRole('link', { name: '霁川市便民热线受理平台' }).click();
    await see(page.getByText('已停用', { exact: true }));
    const row = page.getByRole('row').filter({ hasText: '试发' });
    await see(row.getByRole('cell', { name: '这个对接系统已停用', exact: false }));
    await see(row.getByRole('cell', { name: '0', exact: true }));
    await leave(page);
  });

  test.each(screens)('a system is agreed with and told, on $name pixels', async (screen) => {
    const page = await open(browser, city, screen, '/desk/login?next=/desk/exchange');
    await loginStaff(page, 'xitong');
    await see(page.getByRole('heading', { level: 1, name: '对接系统' }));
    await page.getByRole('button', { name: '新增对接系统' }).click();
    const form = page.getByRole('dialog');
    await form.getByLabel('名称').fill('霁川市政务服务便民热线受理调度和回访评价系统');
    await form.getByLabel('代码').fill(`hotline-${screen.name}`);
    await form.getByLabel('接收网址').fill('http://192.0.2.1/hooks');
    await form.getByRole('checkbox', { name: '已办结' }).check();
    await form.getByRole('button', { name: '新增对接系统' }).click();
    await see(form.getByText('请使用 https 网址', { exact: false }));
    await form.getByLabel('接收网址').fill('https://127.0.0.1/hooks');
    await form.getByRole('button', { name: '新增对接系统' }).click();
    await see(page.getByText(/^whsec_/));
    await page.getByRole('button', { name: '已经记下' }).click();
    await see(page.getByText('没有推送记录'));
    await page.getByRole('button', { name: '试发一条' }).click();
    await see(page.getByRole('cell', { name: '这个网址不允许连接', exact: false }));
    await page.getByRole('button', { name: '更换密钥' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '更换密钥' }).click();
    await see(page.getByText(/^whsec_/));
    await page.getByRole('button', { name: '已经记下' }).click();
    await see(page.getByText('原密钥用到'));
    await page.getByRole('button', { name: '开通 Open311' }).click();
    const key = (await page.getByText(/^o311_/).textContent()) ?? '';
    await page.getByRole('button', { name: '已经记下' }).click();
    const root = new URL('/api/v1/open311/v2/', page.url());
    const [service] = await (await page.request.get(`${root}services.json`)).json();
    const sent = await page.request.post(`${root}requests.json`, {
      form: {
        api_key: key,
        service_code: service.service_code,
        address_string: '霁川市示例路 1 号',
        description: '园区东门的路灯坏了三天，请尽快修好。',
        last_name: '李',
        first_name: '样例',
        phone: '13900002222',
      },
    });
    expect(sent.status()).toBe(201);
    const [made] = await sent.json();
    const number: string = made.service_request_id;
    const read = await page.request.get(`${root}requests/${number}.xml?api_key=${key}`);
    expect(await read.text()).toContain('<status>open</status>');
    expect((await page.request.get(`${root}requests.json`)).status()).toBe(403);
    await page.getByRole('button', { name: '更换 Open311 密钥' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '更换 Open311 密钥' }).click();
    await see(page.getByText(/^o311_/));
    await page.getByRole('button', { name: '已经记下' }).click();
    await inspect(page, 'desk-exchange-partner', {
      words:
        /^(Open311|GeoReport|v2|https?|(\d+\/)?api\/v1\/open311\/v2|hotline-\d+|127\.0\.0\.1\/hooks|exchange\.allow)$/,
    });
    await page.goto('/desk/exchange');
    await see(page.getByRole('rowheader', { name: `hotline-${screen.name}` }));
    await fits(page.getByRole('region', { name: '对接系统', exact: true }));
    await inspect(page, 'desk-exchange', { words: /^(hotline-\d+|rexian)$/ });
    await leave(page);
  });

  test('a list leaves with masked persons and its number', async () => {
    const page = await open(browser, city, screens[1], '/desk/login?next=/desk/appeals?box=all');
    await loginStaff(page, 'paidan');
    await page.getByRole('button', { name: '导出', exact: true }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: '表格（.xlsx）' }).click(),
    ]);
    const rows = readWorkbook(await download.path())[0] ?? [];
    const cells = rows.flat();
    expect(rows[0]?.[0]).toBe('诉求编号');
    expect(rows[0]?.at(-1)).toMatch(/^导出编号 \d{4}-\d{6}｜/);
    expect(cells.some((cell) => /^1\d{10}$/.test(cell))).toBe(false);
    expect(cells.some((cell) => /^1\d{2}\*{4}\d{4}$/.test(cell))).toBe(true);
    await leave(page);
  });
});
