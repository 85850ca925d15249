/** Milliseconds to wait before try number `attempt` (from 0): doubling, capped, and spread by chance. */
export function backoff(attempt: number, random: () => number = Math.random): number {
  const ceiling = Math.min(500 * 2 ** attempt, 15_000);
  return ceiling / 2 + (ceiling / 2) * random();
}

/** Resolves after `ms`, or as soon as there is reason to try again: back online, or looked at again. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      removeEventListener('online', done);
      document.removeEventListener('visibilitychange', whenVisible);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const whenVisible = () => {
      if (document.visibilityState === 'visible') done();
    };
    const timer = setTimeout(done, ms);
    addEventListener('online', done);
    document.addEventListener('visibilitychange', whenVisible);
    signal.addEventListener('abort', done);
  });
}
