import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';

/** How far down the window the caret may wander before the page follows, as a share of its height. */
const COMFORT = 0.7;

/**
 * Keeps the caret in sight while the reader is at the end, and leaves the page alone when they are
 * not. Answers whether they are away from the end, and how to go there.
 */
export function useFollow(caret: RefObject<HTMLElement | null>, text: string) {
  const following = useRef<boolean | null>(null);
  const [away, setAway] = useState(false);

  useEffect(() => {
    let last = scrollY;
    const onScroll = () => {
      const up = scrollY < last - 1;
      last = scrollY;
      const seen = inSight(caret.current);
      if (!seen && !up) return;
      following.current = seen;
      setAway(!seen);
    };
    addEventListener('scroll', onScroll, { passive: true });
    return () => removeEventListener('scroll', onScroll);
  }, [caret]);

  useLayoutEffect(() => {
    if (following.current === null) {
      following.current = inSight(caret.current);
      setAway(!following.current);
    }
    if (following.current) bringNear(caret.current);
  }, [text, caret]);

  const jump = () => {
    following.current = true;
    setAway(false);
    bringNear(caret.current);
  };
  return { away, jump };
}

function bringNear(element: HTMLElement | null): void {
  const over = (element?.getBoundingClientRect().bottom ?? 0) - innerHeight * COMFORT;
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  if (over > 0) scrollBy({ top: over, behavior: still ? 'instant' : 'smooth' });
}

function inSight(element: HTMLElement | null): boolean {
  if (!element) return true;
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
}
