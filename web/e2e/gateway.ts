import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'vitest';

/** What the receipts of the gateway are signed with. */
const SECRET = 'a-secret-for-receipts';

interface Text {
  id: string;
  to: string;
  text: string;
}

/** A gateway for texts that keeps what it took and refuses the numbers it is told to. */
export interface Gateway {
  /** The settings of a city that sends its texts here. */
  env: Readonly<Record<string, string>>;
  texts: Text[];
  refused: Set<string>;
  /** The newest one-time code for a phone. */
  codeFor: (phone: string) => Promise<string>;
  /** Tells the city that the newest text to a phone has arrived. */
  confirm: (baseURL: string, phone: string) => Promise<number>;
  close: () => void;
}

export async function openGateway(): Promise<Gateway> {
  const texts: Text[] = [];
  const refused = new Set<string>();
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on('end', () => {
      const text = JSON.parse(body) as Text;
      const no = refused.has(text.to);
      if (!no) texts.push(text);
      response.writeHead(no ? 422 : 200).end(no ? '{}' : `{"code":0,"sid":"${texts.length}"}`);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const newest = (phone: string) => texts.filter(({ to }) => to === phone).at(-1);
  const codes = (phone: string) =>
    texts
      .filter(({ to }) => to === phone)
      .flatMap(({ text }) => /验证码 (\d{6})/.exec(text)?.[1] ?? []);
  return {
    env: {
      YIKOU_NOTIFY_SMS_URL: `http://127.0.0.1:${port}/send`,
      // biome-ignore lint/suspicious/noTemplateCurlyInString: the program fills these in
      YIKOU_NOTIFY_SMS_BODY: '{"to":"${phone}","text":"${text}","id":"${id}"}',
      YIKOU_NOTIFY_SMS_SUCCESS: '"code":0',
      YIKOU_NOTIFY_SMS_MESSAGE_ID: '"sid":"([^"]*)"',
      YIKOU_NOTIFY_RECEIPT_SECRET: SECRET,
    },
    texts,
    refused,
    async codeFor(phone) {
      const newestCode = () => codes(phone).at(-1) ?? '';
      await expect.poll(newestCode).toMatch(/^\d{6}$/);
      return newestCode();
    },
    async confirm(baseURL, phone) {
      const id = newest(phone)?.id ?? '';
      const stamp = String(Math.floor(Date.now() / 1000));
      const body = JSON.stringify({ id, delivered: true });
      const signature = createHmac('sha256', SECRET)
        .update(`${id}.${stamp}.${body}`)
        .digest('base64');
      const answer = await fetch(`${baseURL}/api/v1/notice-receipts/sms`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'webhook-id': id,
          'webhook-timestamp': stamp,
          'webhook-signature': `v1,${signature}`,
        },
        body,
      });
      return answer.status;
    },
    close: () => server.close(),
  };
}
