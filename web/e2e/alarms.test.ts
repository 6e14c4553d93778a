import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { gone, inspect, leave, screens, see } from './browser';
import { dialog, openOffice } from './office';

const office = openOffice();
const { person } = office;

/** Calls the API as the person on a page; an act names the version that it saw. */
async function call<T>(
  page: Page,
  method: 'get' | 'post' | 'put',
  path: string,
  data?: object,
  version?: number,
): Promise<T> {
  const headers: Record<string, string> = version ? { 'If-Match': `"${version}"` } : {};
  const answer = await page.request[method](`/api/v1${path}`, data ? { data, headers } : {});
  expect(answer.status(), `${path} ${await answer.text()}`).toBeLessThan(300);
  return (await answer.json().catch(() => ({}))) as T;
}

/** A complaint that a department has, and that then is called a question. */
async function relabelled(page: Page, text: string, lead: string): Promise<void> {
  const number = `ALARM-${text.slice(0, 3)}`;
  const told = await page.request.post('/api/v1/appeal-imports?filename=alarm.jsonl', {
    data: Buffer.from(
      JSON.stringify({
        external_no: number,
        channel: 'hotline',
        received_at: new Date().toISOString(),
        reporter: { name: '', phone: '' },
        text,
        kind: 'complain',
      }),
    ),
    headers: { 'Content-Type': 'application/octet-stream' },
  });
  expect(told.status(), await told.text()).toBe(200);
  const { items } = await call<{ items: { id: string }[] }>(
    page,
    'get',
    `/appeals?box=all&number=${encodeURIComponent(number)}`,
  );
  const id = items[0]?.id;
  const path = `/appeals/${id}`;
  const act = async (method: 'post' | 'put', name: string, data: object) => {
    const { version } = await call<{ version: number }>(page, 'get', path);
    await call(page, method, `${path}/${name}`, data, version);
  };
  await act('post', 'accept', { complex: false });
  await act('post', 'dispatch', { lead });
  await act('put', 'classification', {
    kind: 'consult',
    topic: '',
    urgency: 'normal',
    place: '',
    division: '',
    complex: false,
  });
}

/** Does something with the alarm on a page. */
async function does(page: Page, name: string, fill?: (form: Locator) => Promise<void>) {
  await page.locator('main').getByRole('button', { name, exact: true }).click();
  await see(dialog(page));
  await fill?.(dialog(page));
  await dialog(page).getByRole('button', { name, exact: true }).click();
  await gone(dialog(page));
}

describe('alarms that figures are not honest', () => {
  test('an alarm is raised, opened, answered by the department, and concluded', async () => {
    const centre = await person('paidan', '/desk/appeal-alarms');
    await see(centre.getByRole('heading', { level: 1, name: '防失真预警' }));
    await see(centre.getByRole('link', { name: /派单后改为咨询或建议，.*人力资源.*：3 件/ }));
    const { items } = await call<{ items: { id: string; name: string }[] }>(
      centre,
      'get',
      '/departments',
    );
    const bureau = items.find(({ name }) => name.includes('科'));
    expect(bureau).toBeDefined();
    for (const time of ['第一次', '第二次', '第三次'])
      await relabelled(centre, `${time}来办事，窗口排队太久，没有人管。`, bureau?.id ?? '');
    await centre.getByRole('button', { name: '现在重新查找' }).click();
    const link = centre.getByRole('link', { name: /派单后改为咨询或建议，.*科学技术.*：3 件/ });
    await see(link);
    await inspect(centre, 'desk-alarms');
    await link.click();
    await see(centre.getByText('共 3 条'));
    await does(centre, '交部门说明');
    await see(centre.getByText('待部门说明'));
    await inspect(centre, 'desk-alarm-opened');

    const leader = await person('quzhang', new URL(centre.url()).pathname, screens[0]);
    await does(leader, '说明情况', (form) =>
      form.getByLabel('说明', { exact: true }).fill('三件原是询问办理时间，登记时选错了类型。'),
    );
    await see(leader.getByText('三件原是询问办理时间', { exact: false }));
    await inspect(leader, 'desk-alarm-phone');
    await leader.getByRole('link', { name: '回到全部预警' }).click();
    await see(leader.getByText('已说明，待结论'));
    await inspect(leader, 'desk-alarms-phone');
    await leave(leader);

    await centre.reload();
    await does(centre, '下结论', async (form) => {
      await form.getByLabel('说明成立').check();
      await form.getByLabel('理由', { exact: true }).fill('录音与说明一致。');
    });
    await see(centre.getByText(/下结论：说明成立/));
    await inspect(centre, 'desk-alarm');
    await leave(centre);
  });

  test('the thresholds change when a second person agrees', async () => {
    const leader = await person('quzhang', '/desk/appeal-alarms', screens[0]);
    await leader.getByRole('link', { name: '预警界线' }).click();
    const now = leader.getByRole('region', { name: '现在施行的界线' });
    await see(now.getByText('30 天内一个部门达到 3 件时提示', { exact: false }));
    await leader.getByRole('button', { name: '提出调整' }).click();
    const form = leader.getByRole('dialog').filter({ visible: true });
    await form.getByLabel('改为咨询或建议：至少几件').fill('0');
    await form.getByLabel('依据').fill('区领导小组会议纪要');
    await form.getByLabel('调整的理由').fill('三件太少');
    await form.getByRole('button', { name: '提交核准' }).click();
    await see(form.getByText('改为咨询或建议的件数应在 1 到 1000 之间。'));
    await inspect(leader, 'desk-alarm-rules-ask');
    await form.getByLabel('改为咨询或建议：至少几件').fill('4');
    await form.getByRole('button', { name: '提交核准' }).click();
    await gone(form);
    const own = leader.getByRole('region', { name: '等待核准的调整' });
    await see(own.getByText('您自己提出的要由另一位同事核准。'));
    await inspect(leader, 'desk-alarm-rules-draft');
    await own.getByRole('button', { name: '撤回' }).click();
    await gone(own);

    const asker = await person('paidan', '/desk/appeal-alarms/rules');
    await asker.getByRole('button', { name: '提出调整' }).click();
    const wish = asker.getByRole('dialog').filter({ visible: true });
    await wish.getByLabel('改为咨询或建议：至少几件').fill('4');
    await wish.getByLabel('依据').fill('区领导小组会议纪要');
    await wish.getByLabel('调整的理由').fill('三件太少');
    await wish.getByRole('button', { name: '提交核准' }).click();
    await see(asker.getByText('等待有核准权限的领导处理。'));
    await inspect(asker, 'desk-alarm-rules-waiting');
    await leave(asker);

    await leader.reload();
    await own.getByRole('button', { name: '核准' }).click();
    await see(now.getByText('30 天内一个部门达到 4 件时提示', { exact: false }));
    await leader.getByText('历次界线和处理过的申请').click();
    await see(leader.getByText('理由：三件太少', { exact: false }).first());
    await inspect(leader, 'desk-alarm-rules');
    await leave(leader);
  });
});
