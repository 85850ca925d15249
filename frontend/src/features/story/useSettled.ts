import { useEffect, useState } from 'react';
import { wholeWords } from './paragraphs';

/** The part of a growing text to show now. A half word is shown anyway when the writer pauses on it. */
export function useSettled(text: string, writing: boolean, patience = 400): string {
  const [paused, setPaused] = useState('');
  useEffect(() => {
    if (!writing) return;
    const timer = setTimeout(() => setPaused(text), patience);
    return () => clearTimeout(timer);
  }, [text, writing, patience]);
  return writing && paused !== text ? longer(wholeWords(text), paused) : text;
}

const longer = (a: string, b: string): string => (b.length > a.length ? b : a);
