import { useEffect, useRef, useState } from 'react';
import { wholeWords } from './paragraphs';

/** Milliseconds between two steps, and the share of what waits that each step lets through. */
const STEP = 45;
const SHARE = 0.14;
/** After this long without news, half a word is shown as it stands. */
const PATIENCE = 400;

/**
 * The part of a growing text to show now: what arrives in lumps flows in word by word, within a
 * second, and no word is shown before it is whole, so that no line breaks twice. What was there at
 * first is shown at once.
 */
export function useFlow(text: string): string {
  const [shown, setShown] = useState(text.length);
  const [rested, setRested] = useState(text);
  const ready = rested === text ? text.length : wholeWords(text).length;
  const from = Math.min(shown, text.length);

  useEffect(() => {
    const timer = setTimeout(() => setRested(text), PATIENCE);
    return () => clearTimeout(timer);
  }, [text]);

  // The steps keep their own time, however often news comes.
  const latest = useRef({ text, ready });
  useEffect(() => {
    latest.current = { text, ready };
  }, [text, ready]);
  const behind = from < ready;
  useEffect(() => {
    if (!behind) return;
    const timer = setInterval(() => setShown((at) => nextStop(latest.current.text, at, latest.current.ready)), STEP);
    return () => clearInterval(timer);
  }, [behind]);

  return text.slice(0, from);
}

/** The end of the word that the next step reaches. */
export function nextStop(text: string, from: number, ready: number): number {
  if (from >= ready) return from;
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) return ready;
  const reached = from + Math.max(1, Math.ceil((ready - from) * SHARE));
  const space = text.slice(reached, ready).search(/\s/);
  return space < 0 ? ready : reached + space + 1;
}
