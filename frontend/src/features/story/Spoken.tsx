import { useState } from 'react';
import { wholeSentences } from '@/lib/sentences';

/** Tells a screen reader each new sentence once it is whole. What was there at first is left to be read at will. */
export function Spoken({ text, language }: { text: string; language: string }) {
  const [start] = useState(text.length);
  const [held, setHeld] = useState({ upTo: start, sentence: '' });
  const { whole } = wholeSentences(text.slice(held.upTo) + ' ');
  const end = whole === '' ? -1 : text.indexOf(whole, held.upTo) + whole.length;
  // The very last character may still grow ("…" of "?!"): wait until something follows it.
  if (end > held.upTo && end < text.length) setHeld({ upTo: end, sentence: whole });
  return (
    <div className="hidden-but-read" aria-live="polite" lang={language}>
      {held.sentence}
    </div>
  );
}
