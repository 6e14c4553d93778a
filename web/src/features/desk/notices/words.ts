import { tm } from '@/messages/noticeDesk';
import { formatMoment } from '../time';
import type { Channel, DeliveryRow } from './api';

/** What the program calls a failure, in the words of those who look after sending. */
const KNOWN: Readonly<Record<string, string>> = {
  expired: tm('failure.expired'),
  unreachable: tm('failure.unreachable'),
  connection: tm('failure.unreachable'),
  timeout: tm('failure.timeout'),
  'broken off': tm('failure.broken'),
  redirect: tm('failure.redirect'),
  'address refused': tm('failure.settings'),
  address: tm('failure.settings'),
  configuration: tm('failure.settings'),
  'refused by the gateway': tm('failure.refused'),
  'address or content': tm('failure.refused'),
  'unexpected answer': tm('failure.answer'),
  'malformed answer': tm('failure.answer'),
  'no template': tm('failure.noTemplate'),
  'no such user': tm('failure.noUser'),
  'token refused twice': tm('failure.credentials'),
  fault: tm('failure.program'),
  console: tm('failure.program'),
};

/** Why a message did not leave, empty for nothing. */
export function failureText(failure: string): string {
  const [head, ...rest] = failure.split(': ');
  const why = rest.join(': ');
  switch (head) {
    case '':
      return '';
    case 'unknown result':
      return tm('failure.unknown', { why: failureText(why) });
    case 'too many attempts':
      return tm('failure.attempts', { why: failureText(why) });
    case 'token':
      return tm('failure.token', { why: failureText(why) });
    case 'receipt':
      return why ? tm('failure.receipt.code', { code: why }) : tm('failure.receipt');
  }
  return Object.hasOwn(KNOWN, failure) ? (KNOWN[failure] ?? '') : numbered(failure);
}

/** A failure that is a number of HTTP (RFC 9110), SMTP (RFC 5321) or WeChat. */
function numbered(failure: string): string {
  const [, system, code = ''] = /^(HTTP|SMTP|errcode) (-?\d+)$/.exec(failure) ?? [];
  switch (system) {
    case 'SMTP':
      return tm('failure.mail', { code });
    case 'errcode':
      return tm('failure.tencent', { code });
    case 'HTTP':
      if (code === '401' || code === '403') return tm('failure.credentials.code', { code });
      if (code === '404' || code === '405') return tm('failure.address', { code });
      if (code === '429') return tm('failure.frequency', { code });
      return code >= '500' ? tm('failure.server', { code }) : tm('failure.content', { code });
  }
  return tm('failure.other');
}

/** Whether a second try may be a second message. */
export const mayHaveArrived = (row: DeliveryRow) => row.failure.startsWith('unknown result');

/** What shows that a message arrived, or how far it came; empty while nothing does. */
export function proofText(row: DeliveryRow): string {
  const channel = row.channel as Channel;
  if (row.state === 'delivered') {
    const at = formatMoment(row.delivered_at);
    return channel === 'inapp' ? tm('proof.inapp', { at }) : tm('proof.receipt', { at });
  }
  if (!row.sent_at) return '';
  const at = formatMoment(row.sent_at);
  if (row.state === 'sent' && channel !== 'inapp') return tm(`proof.sent.${channel}`, { at });
  return row.failure.startsWith('receipt') ? tm('proof.lost', { at }) : '';
}
