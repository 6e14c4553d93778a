import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { gone, inspect, launch, leave, open, screens, see } from './browser';
import { type City, openCity } from './city';
import { loginFirm, loginStaff, PASSWORD } from './login';
import { stepNow, totp } from './totp';

let city: City;
let browser: Browser;
beforeAll(async () => {
  [city, browser] = await Promise.all([openCity(), launch()]);
});
afterAll(async () => {
  await browser.close();
  await city.close();
});

/** What the browser of these journeys calls itself on a screen. */
const OWN_DEVICE = /Chrome|Linux/;

async function leaveDesk(page: Page): Promise<void> {
  await page.getByRole('button', { name: /打开账户菜单$/ }).click();
  await page.getByRole('button', { name: '退出登录' }).click();
  await see(page.getByRole('heading', { name: '工作人员登录' }));
}

async function answer(page: Page, label: string, code: string): Promise<void> {
  await page.getByLabel(label).fill(code);
  await page.getByRole('button', { name: '登录', exact: true }).click();
}

describe.each(screens)('signing in on a screen of $name pixels', (screen) => {
  // Each width has a person of its own: a second factor stays.
  const [person, phone] =
    screen.width < 600
      ? (['renshe', '19000000001'] as const)
      : (['gongxin', '19000000002'] as const);

  test('ends the session on another device, which lands on the login', async () => {
    const here = await open(browser, city, screen, '/desk/account?tab=devices');
    await loginStaff(here, person);
    await see(here.getByText('只有本设备登录着。'));
    const there = await open(browser, city, screen, '/desk');
    await loginStaff(there, person);
    await see(there.getByRole('heading', { level: 1, name: /您好/ }));
    await here.reload();
    const devices = here.getByRole('list', { name: '登录着的设备' });
    await see(devices.getByText('本设备'));
    await see(devices.getByRole('button', { name: /^退出/ }));
    expect(await devices.getByRole('listitem').count()).toBe(2);
    await inspect(here, 'account-devices', { words: OWN_DEVICE });
    await devices.getByRole('button', { name: /^退出/ }).click();
    await see(here.getByText('已退出 1 台设备。'));
    // At once: not even the next request of the other device is answered.
    expect((await there.request.get('/api/v1/session')).status()).toBe(401);
    await there.goto('/desk/enterprises');
    await see(there.getByRole('heading', { name: '工作人员登录' }));
    await see(here.getByText('只有本设备登录着。'));
    await leave(there);
    await leave(here);
  });

  test('opens two steps with a telephone and logs in with its code or a recovery code', async () => {
    const page = await open(browser, city, screen, '/desk/account?tab=factor');
    await loginStaff(page, person);
    await page.getByLabel('当前密码').fill('not the password');
    await page.getByRole('button', { name: '开通' }).click();
    await see(page.getByRole('alert').filter({ hasText: '当前密码不对' }));
    await page.getByLabel('当前密码').fill(PASSWORD);
    await page.getByRole('button', { name: '开通' }).click();
    await see(page.getByRole('img', { name: '开通两步验证的二维码' }));
    const key = await page.getByTestId('key').innerText();
    expect(key).toMatch(/^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/);
    await inspect(page, 'account-factor', { words: /^[A-Z2-7]+$/ });
    const step = stepNow();
    const first = totp(key, step);
    await page.getByLabel(/6 位数字/).fill(first);
    await page.getByRole('button', { name: '完成开通' }).click();
    await see(page.getByRole('heading', { name: '恢复码', exact: true }));
    const codes = await page.getByTestId('recovery-codes').getByRole('listitem').allInnerTexts();
    expect(new Set(codes).size).toBe(10);
    await inspect(page, 'account-recovery', { words: /^[a-z2-9-]+$/ });
    await page.getByRole('button', { name: '我已保存好' }).click();
    await see(page.getByText(/还剩 10 个恢复码/));
    await leaveDesk(page);

    await loginStaff(page, person);
    await see(page.getByLabel('动态验证码'));
    await inspect(page, 'login-code');
    await answer(page, '动态验证码', first); // it was used when the factor was confirmed
    await see(page.getByRole('alert').filter({ hasText: '没有登录' }));
    // A step counts once, and the one after it counts before it has begun.
    await answer(page, '动态验证码', totp(key, Math.max(stepNow(), step + 1)));
    await see(page.getByRole('heading', { level: 1, name: /您好/ }));
    await leaveDesk(page);

    await loginStaff(page, person);
    await page.getByRole('button', { name: '手机不在身边，用恢复码' }).click();
    await answer(page, '恢复码', codes[0] ?? '');
    await see(page.getByRole('heading', { level: 1, name: /您好/ }));
    await page.goto('/desk/account?tab=factor');
    await see(page.getByText(/还剩 9 个恢复码/));
    await inspect(page, 'account-enrolled');
    await leave(page);
  });

  test('asks for an own password first when others know the present one', async () => {
    const login = `xinren${screen.width}`;
    const made = city.command('staff', 'create', login, '--name', '新示例', '--role', 'clerk') as {
      password: string;
    };
    const page = await open(browser, city, screen, '/desk/enterprises');
    await loginStaff(page, login, made.password);
    await see(page.getByRole('heading', { level: 1, name: '请先修改密码' }));
    await page.goto('/desk/measures');
    await see(page.getByRole('heading', { level: 1, name: '请先修改密码' }));
    await inspect(page, 'must-password');
    await page.getByLabel('当前密码').fill(made.password);
    await page.getByLabel('新密码', { exact: true }).fill('P@ssw0rd2026');
    await page.getByLabel('再输入一次新密码').fill('P@ssw0rd2026');
    await page.getByRole('button', { name: '修改密码' }).click();
    await see(page.getByRole('alert').filter({ hasText: '太常见' }));
    await page.getByLabel('新密码', { exact: true }).fill('Lantern-7-river');
    await page.getByLabel('再输入一次新密码').fill('Lantern-7-river');
    await page.getByRole('button', { name: '修改密码' }).click();
    await see(page.getByRole('heading', { level: 1, name: '政策事项' }));
    await leave(page);
  });

  test('leads through a second factor first where the office asks for one', async () => {
    const strict = await openCity({ env: { YIKOU_SECURITY_SECOND_FACTOR: 'all' } });
    const page = await open(browser, strict, screen, '/desk/enterprises');
    await loginStaff(page, 'paidan');
    const must = page.getByRole('heading', { level: 1, name: '请先开通两步验证' });
    await see(must);
    await inspect(page, 'must-factor');
    for (const path of ['/desk', '/desk/measures', '/desk/account?tab=devices']) {
      await page.goto(path);
      await see(must);
    }
    await page.getByLabel('当前密码').fill(PASSWORD);
    await page.getByRole('button', { name: '开通', exact: true }).click();
    const key = (await page.getByTestId('key').innerText()).replaceAll(' ', '');
    await inspect(page, 'must-factor-key', { words: /^[A-Z2-7]+$/ });
    await page.getByLabel('第二步：填写应用显示的 6 位数字').fill(totp(key));
    await page.getByRole('button', { name: '完成开通' }).click();
    await see(page.getByTestId('recovery-codes'));
    await page.getByRole('button', { name: '我已保存好' }).click();
    await see(page.getByText('只有本设备登录着。'));
    await leave(page);
    await strict.close();
  });

  test('makes a token for another system and takes it back', async () => {
    const page = await open(browser, city, screen, '/desk/account?tab=tokens');
    await loginStaff(page, 'shili');
    const platform = `示例数据平台${screen.name}`;
    await page.getByRole('button', { name: '新建令牌' }).click();
    await page.getByLabel('用在哪个系统').fill(platform);
    await page.getByRole('button', { name: '生成令牌' }).click();
    await see(page.getByText('请至少选一项。'));
    await page.getByLabel('查看任务').check();
    await inspect(page, 'account-token-new');
    await page.getByRole('button', { name: '生成令牌' }).click();
    const token = await page.getByTestId('token').innerText();
    expect(token).toMatch(/^yk_[\w-]{43}$/);
    const call = (path: string) =>
      fetch(`${city.baseURL}/api/v1${path}`, { headers: { authorization: `Bearer ${token}` } });
    expect((await call('/jobs')).status).toBe(200);
    expect((await call('/enterprises')).status).toBe(403);
    await page.getByRole('button', { name: '知道了' }).click();
    const own = page.getByRole('listitem').filter({ hasText: platform });
    await see(own.getByText(/^有效到/));
    const revoke = own.getByRole('button', { name: `作废令牌“${platform}”` });
    await revoke.click();
    await see(own.getByText('已作废'));
    await gone(revoke);
    expect((await call('/jobs')).status).toBe(401);
    await inspect(page, 'account-tokens');
    await leave(page);
  });

  test('shows a person of a firm where they are logged in', async () => {
    const page = await open(browser, city, screen, '/my');
    await loginFirm(page, city, phone);
    await see(page.getByRole('region', { name: '待补充' }));
    await page.goto(`${new URL(page.url()).pathname}/account`);
    await page.getByRole('link', { name: '登录设备' }).click();
    await see(page.getByText('本设备', { exact: true }));
    await inspect(page, 'my-devices', { words: OWN_DEVICE });
    await leave(page);
  });
});
