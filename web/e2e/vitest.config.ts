import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// The journeys: the real program, a real database, a real browser. They share
// one server, so that they run one file after the other.
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  test: {
    environment: 'node',
    include: ['*.test.ts'],
    globalSetup: ['./server.ts'],
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
