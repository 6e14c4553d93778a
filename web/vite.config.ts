import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** In development the dev server answers like the Go server: one page per face. */
function facePages(): Plugin {
  return {
    name: 'face-pages',
    configureServer(server) {
      server.middlewares.use((req, _res, next) => {
        const path = (req.url ?? '/').split('?')[0] ?? '/';
        if (path === '/my' || path.startsWith('/my/')) req.url = '/my.html';
        else if (path === '/desk' || path.startsWith('/desk/')) req.url = '/desk.html';
        next();
      });
    },
  };
}

export default defineConfig({
  plugins: [react(), facePages()],
  resolve: { alias: { '@': here('./src') } },
  build: {
    target: ['chrome90', 'safari14.1', 'firefox90'],
    manifest: true,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      input: {
        public: here('./index.html'),
        portal: here('./my.html'),
        desk: here('./desk.html'),
      },
      output: {
        codeSplitting: {
          // What every face stands on changes seldom: a file of its own stays in
          // the browsers' caches over our own releases.
          groups: [
            {
              name: 'base',
              test: /node_modules\/(react|react-dom|scheduler|@tanstack|openapi-fetch)\//,
            },
          ],
        },
      },
    },
  },
  server: {
    proxy: { '/api': process.env.YIKOU_API ?? 'http://localhost:8080' },
  },
  test: {
    restoreMocks: true,
    unstubGlobals: true,
    projects: [
      {
        extends: true,
        test: {
          name: 'logic',
          environment: 'node',
          setupFiles: ['src/test/seed.ts'],
          include: ['src/**/*.test.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'screens',
          environment: 'happy-dom',
          setupFiles: ['src/test/seed.ts', 'src/test/setup.ts'],
          include: ['src/**/*.test.tsx'],
        },
      },
    ],
  },
});
