import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { compress } from './scripts/compress.ts';
import { preload } from './scripts/preload.ts';
import { shell } from './scripts/shell.ts';

const CHUNKS = [
  { name: 'react', test: /node_modules\/(react|react-dom|scheduler)\// },
  { name: 'i18n', test: /node_modules\/(i18next|react-i18next|use-sync-external-store)\// },
  { name: 'frame', test: /node_modules\/(@tanstack|@mantine|clsx)\// },
  { name: 'common', test: /src\/(ui|lib|api|features\/\w+\/(api|use\w+))\b/ },
];

// Relative addresses, so that one build serves "/" and any sub-path: index.html's <base> decides.
export default defineConfig({
  base: './',
  plugins: [
    react(),
    shell(new URL('./src/app/locales/', import.meta.url), new URL('./src/ui/shell.css', import.meta.url)),
    preload({
      fonts: ['literata-latin-wght-normal', 'inter-latin-wght-normal'],
      chunks: ['react', 'i18n', 'frame', 'common', 'App', 'WritePage', 'StoryPage'],
    }),
    compress(),
  ],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  server: {
    port: 3000,
    proxy: { '/api': { target: process.env.RACONTEUR_API ?? 'http://127.0.0.1:5000' } },
  },
  build: {
    target: 'es2022',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    // One style sheet and few scripts: each request is a round trip, and some are far from the server.
    cssCodeSplit: false,
    rolldownOptions: { output: { codeSplitting: { groups: CHUNKS } } },
  },
  test: {
    environment: 'jsdom',
    include: ['src/**/*.test.{ts,tsx}'],
    setupFiles: ['src/test/setup.ts'],
    restoreMocks: true,
    // Bounds for what hangs, not for what is slow: other tests run beside these.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
