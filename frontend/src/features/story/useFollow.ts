import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';

/** How far down the window the caret may wander before the page follows, as a share of its height. */
const COMFORT = 0.7;
/** How near the window's top the first line of a part may be brought. */
const HEAD_ROOM = 72;
/** Milliseconds within which a scroll is still our own smooth one. */
const GLIDE = 700;

/**
 * `start`: nobody scrolled yet. The page follows as far as the part's first line stays in sight,
 * because models write faster than people read. `end`: the reader went to the end and is kept there.
 * `away`: they are reading elsewhere, and nothing moves.
 */
type Stance = 'start' | 'end' | 'away';

/** Follows the caret as the reader would wish. Answers whether the end is out of sight, and how to go there. */
export function useFollow(caret: RefObject<HTMLElement | null>, text: string) {
  const stance = useRef<Stance | null>(null);
  const ours = useRef(0);
  const [away, setAway] = useState(false);

  const glide = (by: number) => {
    if (by <= 0) return;
    ours.current = performance.now() + GLIDE;
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    scrollBy({ top: by, behavior: still ? 'instant' : 'smooth' });
  };

  useEffect(() => {
    let last = scrollY;
    const onScroll = () => {
      const up = scrollY < last - 1;
      last = scrollY;
      const seen = inSight(caret.current);
      setAway(!seen);
      if (performance.now() < ours.current) return;
      if (seen) stance.current = 'end';
      else if (up) stance.current = 'away';
    };
    const onHand = () => {
      ours.current = 0;
    };
    const hands = ['wheel', 'touchmove', 'keydown', 'pointerdown'] as const;
    addEventListener('scroll', onScroll, { passive: true });
    for (const hand of hands) addEventListener(hand, onHand, { passive: true });
    return () => {
      removeEventListener('scroll', onScroll);
      for (const hand of hands) removeEventListener(hand, onHand);
    };
  }, [caret]);

  useLayoutEffect(() => {
    if (stance.current === null) {
      // A part just asked for is what the reader wants to see; one found under way may be left where it is.
      stance.current = text === '' || inSight(caret.current) ? 'start' : 'away';
      if (text === '') bringPart(caret.current);
    }
    const over = overflow(caret.current);
    if (stance.current === 'end') glide(over);
    else if (stance.current === 'start') glide(Math.min(over, room(caret.current)));
    setAway(stance.current !== 'end' && !inSight(caret.current));
  }, [text, caret]);

  const jump = () => {
    stance.current = 'end';
    setAway(false);
    glide(overflow(caret.current));
  };
  return { away, jump };
}

/** Brings a part's beginning into the window, from wherever it is. */
function bringPart(caret: HTMLElement | null): void {
  const top = caret?.closest('section')?.getBoundingClientRect().top ?? HEAD_ROOM;
  if (top < 0 || top > innerHeight * COMFORT) scrollBy({ top: top - HEAD_ROOM, behavior: 'instant' });
}

/** How far the caret is below where it is comfortable to look. */
function overflow(caret: HTMLElement | null): number {
  return caret ? caret.getBoundingClientRect().bottom - innerHeight * COMFORT : 0;
}

/** How far the page may go up before the part's first line leaves the window. */
function room(caret: HTMLElement | null): number {
  const part = caret?.closest('section');
  return part ? part.getBoundingClientRect().top - HEAD_ROOM : 0;
}

function inSight(element: HTMLElement | null): boolean {
  if (!element) return true;
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
}
