import type { OriginSpan } from '@/api/types';
import { dropCodePoints } from '@/lib/codePoints';

/** Who made these words; `chosen` are ours, picked by the model. */
export type Origin = 'talebook' | 'chosen' | 'model' | 'person';

/** A stretch of text of one origin, in UTF-16 units. */
export interface Run {
  start: number;
  end: number;
  origin: Origin;
}

export const ORIGINS: readonly Origin[] = ['talebook', 'chosen', 'model', 'person'];

function originOf({ author, chooser }: OriginSpan): Origin {
  return author === 'talebook' && chooser === 'model' ? 'chosen' : author;
}

/** The spans, which count code points, as runs of the string, neighbours of one origin joined. */
export function runsOf(text: string, spans: readonly OriginSpan[]): Run[] {
  const runs: Run[] = [];
  let rest = text;
  let at = 0;
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    const after = dropCodePoints(rest, span.length);
    const end = at + rest.length - after.length;
    const last = runs.at(-1);
    if (last?.origin === originOf(span)) last.end = end;
    else runs.push({ start: at, end, origin: originOf(span) });
    [rest, at] = [after, end];
  }
  if (at < text.length) runs.push({ start: at, end: text.length, origin: 'person' });
  return runs;
}

/** The part of each run that lies within a paragraph, as its words. */
export function within(runs: readonly Run[], text: string, start: number, end: number): { origin: Origin; words: string }[] {
  return runs
    .filter((run) => run.start < end && run.end > start)
    .map((run) => ({ origin: run.origin, words: text.slice(Math.max(run.start, start), Math.min(run.end, end)) }));
}
