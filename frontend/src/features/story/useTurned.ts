import { useEffect, useRef } from 'react';
import type { Story } from '@/api/types';

/** Which of the two buttons beside a passage's takes was pressed. */
export type Side = 'previous' | 'next';

export const takesId = (position: number): string => `takes-${position}`;

/** The pressed button goes with the take it turned: the keyboard goes on at its like beside the new one. */
export function useTurned(story: Story, pending: boolean): (position: number, side: Side) => void {
  const pressed = useRef<{ position: number; side: Side } | null>(null);
  useEffect(() => {
    if (pending || pressed.current === null) return;
    const { position, side } = pressed.current;
    pressed.current = null;
    const takes = document.getElementById(takesId(position));
    const button = takes?.querySelector<HTMLElement>(`[data-side=${side}]:enabled`) ?? takes?.querySelector<HTMLElement>(':enabled');
    button?.focus();
  }, [story, pending]);
  return (position, side) => {
    pressed.current = { position, side };
  };
}
