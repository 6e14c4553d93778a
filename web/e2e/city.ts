import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, inject } from 'vitest';

/** The built program. */
export const binary = fileURLToPath(new URL('../../bin/yikou', import.meta.url));

/** A demo city of one's own: what one journey changes, no other sees. */
export interface City {
  baseURL: string;
  /** The newest one-time code that the console sender printed for a phone. */
  codeFor: (phone: string) => Promise<string>;
  /** Runs a command of the program on this city and returns its answer in JSON. */
  command: (...args: string[]) => unknown;
  close: () => Promise<void>;
}

interface Settings {
  listen?: string;
  args?: readonly string[];
  env?: Readonly<Record<string, string>>;
}

/** Serves a copy of the demo city, on a free port unless told otherwise. */
export async function openCity(settings: Settings = {}): Promise<City> {
  const { listen = '127.0.0.1:0', args = [], env = {} } = settings;
  const home = mkdtempSync(join(tmpdir(), 'yikou-city-'));
  const data = join(home, 'data');
  cpSync(inject('template'), data, { recursive: true });
  const given = ['serve', '--demo', '--data', data, '--listen', listen, ...args];
  const server = spawn(binary, given, {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, ...env },
  });
  const end = () => server.kill('SIGTERM');
  process.once('exit', end);
  let said = '';
  server.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const baseURL = await address(server, () => said);
  return {
    baseURL,
    async codeFor(phone) {
      const texts = new RegExp(`\\[短信\\] ${phone} +验证码 (\\d{6})`, 'g');
      const newest = () => [...said.matchAll(texts)].at(-1)?.[1] ?? '';
      await expect.poll(newest).toMatch(/^\d{6}$/);
      return newest();
    },
    command: (...args) =>
      JSON.parse(execFileSync(binary, [...args, '--json', '--data', data], { encoding: 'utf8' })),
    async close() {
      process.off('exit', end);
      const gone = new Promise((resolve) => server.once('exit', resolve));
      end();
      await gone;
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** Waits until the program says on which address it serves. */
function address(server: ChildProcess, said: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    server.stdout?.on('data', () => {
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(said());
      if (found) resolve(found[0]);
    });
    server.once('exit', (code) =>
      reject(new Error(`the program ended with ${code} before it served:\n${said()}`)),
    );
    server.once('error', reject);
  });
}
