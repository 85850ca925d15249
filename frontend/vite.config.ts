import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { compress } from './scripts/compress.ts';
import { preloadFonts } from './scripts/preloadFonts.ts';

// Relative addresses, so that one build serves "/" and any sub-path: index.html's <base> decides.
export default defineConfig({
  base: './',
  plugins: [react(), preloadFonts(['literata-latin-wght-normal', 'inter-latin-wght-normal']), compress()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  server: {
    port: 3000,
    proxy: { '/api': { target: process.env.RACONTEUR_API ?? 'http://127.0.0.1:5000' } },
  },
  build: { target: 'es2022', modulePreload: { polyfill: false }, assetsInlineLimit: 0 },
  test: {
    environment: 'jsdom',
    include: ['src/**/*.test.{ts,tsx}'],
    setupFiles: ['src/test/setup.ts'],
    restoreMocks: true,
  },
});
