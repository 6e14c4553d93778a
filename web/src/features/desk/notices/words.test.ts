import { expect, test } from 'vitest';
import type { DeliveryRow } from './api';
import { failureText, mayHaveArrived, proofText } from './words';

test.each([
  ['', ''],
  ['expired', '过了有效时间，没有再发'],
  ['HTTP 503', '渠道的服务器出错（503）'],
  ['HTTP 403', '渠道不认可本系统的账号或密钥（403）'],
  ['HTTP 422', '渠道认为内容或地址有误（422）'],
  ['HTTP 429', '渠道限制发送次数（429）'],
  ['SMTP 550', '邮件服务器没有接收（550）'],
  ['errcode 45009', '微信没有接收（代码 45009）'],
  ['errcode -1', '微信没有接收（代码 -1）'],
  ['unknown result: timeout', '结果不明，为免重复没有再发：渠道没有及时回答'],
  ['too many attempts: HTTP 502', '多次没有成功，不再重试：渠道的服务器出错（502）'],
  [
    'too many attempts: token: unreachable',
    '多次没有成功，不再重试：没有取得渠道的访问凭证：连不上渠道',
  ],
  ['receipt: ', '渠道回执说没有送到'],
  ['receipt: MK:0001', '渠道回执说没有送到（MK:0001）'],
  ['something new', '渠道没有接收'],
  ['toString', '渠道没有接收'],
])('a failure "%s" reads "%s"', (failure, words) => {
  expect(failureText(failure)).toBe(words);
});

const row = (part: Partial<DeliveryRow>) =>
  ({ channel: 'sms', state: 'queued', failure: '', ...part }) as DeliveryRow;
const at = '2020-03-02T01:00:00Z';

test('proof of delivery says what the channel can know, and no more', () => {
  expect(proofText(row({}))).toBe('');
  expect(proofText(row({ channel: 'inapp', state: 'delivered', delivered_at: at }))).toContain(
    '放入收件箱',
  );
  expect(proofText(row({ state: 'sent', sent_at: at }))).toContain('还没有回执');
  expect(proofText(row({ channel: 'mail', state: 'sent', sent_at: at }))).toMatch(/接收$/);
  expect(proofText(row({ state: 'delivered', sent_at: at, delivered_at: at }))).toContain(
    '收到回执',
  );
  expect(proofText(row({ state: 'failed', sent_at: at, failure: 'receipt: x' }))).toContain(
    '没有送到',
  );
});

test('only an unknown result may have arrived already', () => {
  expect(mayHaveArrived(row({ failure: 'unknown result: timeout' }))).toBe(true);
  expect(mayHaveArrived(row({ failure: 'HTTP 500' }))).toBe(false);
});
