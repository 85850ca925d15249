import { isActive } from '@/lib/manuscript';
import { codePointLength, sliceCodePoints } from '@/lib/codePoints';
import type { Draft, Tables } from './data';
import type { Revision } from '@/api/types';

export const countWords = (text: string): number => text.split(/\s+/).filter(Boolean).length;

/** Brings a draft to where its writer stands at `now`: the text is a function of time alone. */
export function advance(draft: Draft, now: number): void {
  if (!isActive(draft.state)) return;
  draft.begun ??= now + 600;
  if (now < draft.begun) return;
  draft.state = 'writing';
  draft.queue = null;
  draft.started_at ??= new Date(draft.begun).toISOString();
  const total = codePointLength(draft.full);
  const held = codePointLength(draft.text);
  const reached = Math.min(total, Math.floor(((now - draft.begun) / 1000) * draft.pace));
  if (draft.awayAt !== null && reached >= draft.awayAt) {
    draft.error = { code: 'waiting', message: 'The model does not answer.' };
    // Time stands still for whoever waits.
    draft.begun = now - (held / draft.pace) * 1000;
    return;
  }
  draft.error = null;
  if (reached > held) draft.text = sliceCodePoints(draft.full, 0, reached);
  draft.words = countWords(draft.text);
  if (draft.failAt !== null && reached >= draft.failAt) {
    end(draft, 'failed');
    draft.error = { code: 'died', message: 'The model stopped answering.' };
  } else if (draft.pauses !== null && reached >= draft.pauses.at) {
    draft.state = 'paused';
    draft.error = { code: draft.pauses.code, message: 'A limit is reached.' };
  } else if (reached >= total) end(draft, 'done');
}

export function end(draft: Draft, state: 'done' | 'stopped' | 'failed'): void {
  draft.state = state;
  draft.finished_at = new Date().toISOString();
}

/** The drafts from the root to `head`. */
export function path(tables: Tables, head: number | null): Draft[] {
  const found: Draft[] = [];
  for (let id = head; id !== null; ) {
    const draft = tables.drafts.find((one) => one.id === id);
    if (!draft) break;
    found.unshift(draft);
    id = draft.parent;
  }
  return found;
}

/** The newest draft under a take: the end of what was last written after it. */
export function newestUnder(tables: Tables, take: number): number {
  const under = new Set([take]);
  for (const draft of tables.drafts) if (draft.parent !== null && under.has(draft.parent)) under.add(draft.id);
  return Math.max(...under);
}

/** The draft's present text as one of its versions. */
export function versionOf({ revision: n, text, past, model }: Draft): Revision {
  return { n, text, author: past.length > 0 ? 'person' : model, at: new Date().toISOString() };
}
