import { expect, test, vi } from 'vitest';
import { backoff, pause } from './backoff';

test('each wait is about twice the last, up to fifteen seconds', () => {
  expect(backoff(0, () => 1)).toBe(500);
  expect(backoff(3, () => 1)).toBe(4000);
  expect(backoff(20, () => 1)).toBe(15_000);
});

test('chance spreads the waits over half of each', () => {
  expect(backoff(0, () => 0)).toBe(250);
  expect(backoff(20, () => 0)).toBe(7500);
});

test('coming back online ends the wait at once', async () => {
  vi.useFakeTimers();
  const wait = pause(60_000, new AbortController().signal);
  dispatchEvent(new Event('online'));
  await expect(wait).resolves.toBeUndefined();
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

test('closing the page ends the wait at once', async () => {
  const closing = new AbortController();
  const wait = pause(60_000, closing.signal);
  closing.abort();
  await expect(wait).resolves.toBeUndefined();
});
