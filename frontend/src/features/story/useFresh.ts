import { useEffect, useRef, useState } from 'react';

/** How long a word takes to settle in, and a little more. */
const SETTLED_AFTER = 160;

/**
 * Where the newest pieces of a growing text begin, oldest first: each fades in by itself. What was
 * there at first does not.
 */
export function useFresh(text: string): readonly number[] {
  const [held, setHeld] = useState<{ length: number; marks: readonly number[] }>({ length: text.length, marks: [] });
  if (text.length !== held.length) {
    const grown = text.length > held.length;
    setHeld({ length: text.length, marks: grown ? [...held.marks, held.length] : [] });
  }

  const { marks } = held;
  const settling = useRef(new Set<ReturnType<typeof setTimeout>>());
  useEffect(() => {
    if (marks.length === 0) return;
    const newest = marks.at(-1) ?? 0;
    // Not undone when the next piece comes: each piece keeps its own time.
    const timer = setTimeout(() => {
      settling.current.delete(timer);
      setHeld((now) => ({ ...now, marks: now.marks.filter((mark) => mark > newest) }));
    }, SETTLED_AFTER);
    settling.current.add(timer);
  }, [marks]);

  useEffect(() => {
    const timers = settling.current;
    return () => timers.forEach(clearTimeout);
  }, []);
  return marks;
}
