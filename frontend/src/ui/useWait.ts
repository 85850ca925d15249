import { useEffect, useState } from 'react';
import { ApiError } from '@/lib/apiFetch';

/** Seconds to wait when the server said "not so fast" without saying how long. */
const A_MOMENT = 5;

/** Counts down the pause that the server asked for; 0 when there is none. */
export function useWait() {
  const [until, setUntil] = useState(0);
  const [left, setLeft] = useState(0);
  const waiting = left > 0;

  useEffect(() => {
    if (!waiting) return;
    const timer = setInterval(() => setLeft(Math.ceil((until - Date.now()) / 1000)), 250);
    return () => clearInterval(timer);
  }, [waiting, until]);

  const begin = (reason: unknown) => {
    if (!(reason instanceof ApiError) || reason.status !== 429) return;
    const seconds = Math.max(1, Math.ceil(reason.wait ?? A_MOMENT));
    setUntil(Date.now() + seconds * 1000);
    setLeft(seconds);
  };
  return { left: Math.max(0, left), begin };
}
