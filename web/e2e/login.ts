import type { Page } from 'playwright-core';
import { see } from './browser';
import type { City } from './city';

/** The password of every staff account of the demo city. */
export const PASSWORD = 'Yikou-demo-2026';

/** Account names and password on the pages that offer them. */
export const DEMO_ACCOUNTS =
  /^(shili|zhengce|fuhe|quzhang|paidan|chuangkou|keji|gongxin|renshe|caizheng|jiaotong|shuiwu|shijian|wangge\d|xitong|anquan2?|shenji|Yikou-demo-2026)$/;

/** Fills the staff login that is shown and waits for the desk. */
export async function loginStaff(page: Page, login = 'shili', password = PASSWORD): Promise<void> {
  await page.getByLabel('账号').fill(login);
  await page.getByLabel('密码', { exact: true }).fill(password);
  await page.getByRole('button', { name: '登录', exact: true }).click();
}

/** Asks for a one-time code on the enterprise login that is shown, and logs in with it. */
export async function loginFirm(page: Page, city: City, phone: string): Promise<void> {
  await page.getByLabel('手机号').fill(phone);
  await page.getByRole('button', { name: '获取验证码' }).click();
  await see(page.getByText(`验证码已发送到 ${phone}`));
  await page.getByLabel('验证码').fill(await city.codeFor(phone));
  await page.getByRole('button', { name: '登录', exact: true }).click();
}
