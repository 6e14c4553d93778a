import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    baseURL: string;
    logFile: string;
  }
}

const binary = fileURLToPath(new URL('../../bin/yikou', import.meta.url));

/** Starts the built program on a fresh demo city and a free port. */
export default async function setup(project: TestProject) {
  const home = mkdtempSync(join(tmpdir(), 'yikou-e2e-'));
  const logFile = join(home, 'server.log');
  const server = spawn(
    binary,
    ['serve', '--demo', '--data', join(home, 'data'), '--listen', '127.0.0.1:0'],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const log = createWriteStream(logFile);
  server.stderr.pipe(log);
  const baseURL = await address(server, log);
  project.provide('baseURL', baseURL);
  project.provide('logFile', logFile);
  return async () => {
    const gone = new Promise((resolve) => server.once('exit', resolve));
    server.kill('SIGTERM');
    await gone;
    rmSync(home, { recursive: true, force: true });
  };
}

/** Waits until the program says on which address it serves. */
function address(server: ChildProcess, log: NodeJS.WritableStream): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    server.stdout?.on('data', (chunk: Buffer) => {
      log.write(chunk);
      said += chunk.toString();
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(said);
      if (found) resolve(found[0]);
    });
    server.once('exit', (code) =>
      reject(new Error(`the program ended with ${code} before it served:\n${said}`)),
    );
    server.once('error', reject);
  });
}
