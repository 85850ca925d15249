import { defineConfig } from '@playwright/test';
import { execFileSync } from 'node:child_process';

/** The browser that is there: none is ever downloaded. */
function chromium(): string {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  for (const name of ['chromium', 'chromium-browser', 'google-chrome']) {
    try {
      return execFileSync('which', [name], { encoding: 'utf8' }).trim();
    } catch {
      continue;
    }
  }
  throw new Error('The browser tests need Chromium: install it, or name it in CHROMIUM.');
}

export default defineConfig({
  testDir: 'e2e',
  // One server, one database and one scripted model: the specs take turns.
  workers: 1,
  fullyParallel: false,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  forbidOnly: true,
  reporter: [['list']],
  use: {
    baseURL: process.env.E2E_BASE_URL ?? 'http://127.0.0.1:5000',
    locale: 'en-GB',
    trace: 'off',
    launchOptions: { executablePath: chromium(), args: ['--no-sandbox'] },
  },
});
