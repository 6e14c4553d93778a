import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// The journeys: the real program, a real database, a real browser. Each file
// walks through a city of its own; three at a time, since a machine has few
// processors and a journey waits now and then.
export default defineConfig(({ mode }) => ({
  root: fileURLToPath(new URL('.', import.meta.url)),
  cacheDir: fileURLToPath(new URL('../node_modules/.vite', import.meta.url)),
  test: {
    environment: 'node',
    include: mode === 'pictures' ? ['pictures.ts'] : ['*.test.ts'],
    globalSetup: ['./server.ts'],
    maxWorkers: 3,
    testTimeout: 240_000,
    hookTimeout: 240_000,
    // As long as anything may take to be seen: a busy machine is slow, not wrong.
    expect: { poll: { timeout: 30_000, interval: 100 } },
  },
}));
