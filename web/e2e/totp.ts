import { createHmac } from 'node:crypto';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

function bytes(key: string): Buffer {
  const bits = [...key.replace(/\s/g, '')]
    .map((letter) => LETTERS.indexOf(letter).toString(2).padStart(5, '0'))
    .join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((octet) => Number.parseInt(octet, 2)));
}

/** The step that runs now, of 30 seconds each (RFC 6238, 4.2). */
export const stepNow = () => Math.floor(Date.now() / 30_000);

/**
 * What an app on a telephone shows for a key during a step. The city takes it
 * until the next step has ended too, which leaves half a minute at least.
 */
export function totp(key: string, step = stepNow()): string {
  const count = Buffer.alloc(8);
  count.writeBigUInt64BE(BigInt(step));
  const sum = createHmac('sha1', bytes(key)).update(count).digest();
  const at = (sum.at(-1) ?? 0) & 15;
  return String((sum.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}
