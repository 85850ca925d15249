import { useRef } from 'react';
import { PassageText } from './PassageText';
import { Spoken } from './Spoken';
import { useFlow } from './useFlow';
import { useFollow } from './useFollow';
import { useFresh } from './useFresh';

import { WritingBar } from './WritingBar';
import type { StreamStatus } from '@/lib/stream';

interface LivePassageProps {
  text: string;
  language: string;
  opening: boolean;
  status: StreamStatus;
  /** The model that does not answer, while its return is waited for. */
  awaited: string | null;
  onStop: (() => void) | null;
  stopping: boolean;
}

/** A passage under the writer's hand: it grows, the page follows, and it can be stopped. */
export function LivePassage({ text, language, opening, status, awaited, onStop, stopping }: LivePassageProps) {
  const caret = useRef<HTMLSpanElement>(null);
  const shown = useFlow(text);
  const fresh = useFresh(shown);
  const { away, jump } = useFollow(caret, shown);
  return (
    <>
      <PassageText text={shown} language={language} fresh={fresh} caret={caret} opening={opening} />
      <Spoken text={shown} language={language} />
      <WritingBar reconnecting={status === 'reconnecting'} awaited={awaited} away={away} onJump={jump} onStop={onStop} stopping={stopping} />
    </>
  );
}
