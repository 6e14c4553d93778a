import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { TestProject } from 'vitest/node';
import { binary } from './city';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The data directory of a fresh demo city, to be copied. */
    template: string;
  }
}

/** Builds the demo city once; every journey starts from a copy of it. */
export default async function setup(project: TestProject) {
  const home = mkdtempSync(join(tmpdir(), 'yikou-template-'));
  const template = join(home, 'data');
  await promisify(execFile)(binary, ['demo', '--data', template]);
  project.provide('template', template);
  return () => rmSync(home, { recursive: true, force: true });
}
