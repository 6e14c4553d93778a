import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// The journeys: the real program, a real database, a real browser. Each file
// walks through a city of its own; more at a time than a machine has processors,
// since a journey waits most of the time.
export default defineConfig(({ mode }) => ({
  root: fileURLToPath(new URL('.', import.meta.url)),
  cacheDir: fileURLToPath(new URL('../node_modules/.vite', import.meta.url)),
  test: {
    environment: 'node',
    include: mode === 'pictures' ? ['pictures.ts'] : ['*.test.ts'],
    globalSetup: ['./server.ts'],
    maxWorkers: 5,
    testTimeout: 240_000,
    hookTimeout: 240_000,
    // As long as anything may take to be seen: a busy machine is slow, not wrong.
    expect: { poll: { timeout: 30_000, interval: 100 } },
  },
}));
