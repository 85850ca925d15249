import type { PassageError, PassageState, Story } from '@/api/types';
import { codePointLength, dropCodePoints } from './codePoints';
import type { SseMessage } from './sse';
import type { Taken } from './stream';

/** One passage as far as this page holds it. Replaced, never changed, so that React can compare. */
export interface Leaf {
  readonly text: string;
  /** Code points in `text`. */
  readonly length: number;
  readonly state: PassageState;
  readonly error: PassageError | null;
  readonly revision: number;
}

interface TextEvent {
  passage: number;
  offset: number;
  text: string;
}

interface StateEvent {
  passage: number;
  state: PassageState;
  error: PassageError | null;
}

const BLANK: Leaf = { text: '', length: 0, state: 'queued', error: null, revision: 0 };
const ACTIVE: ReadonlySet<PassageState> = new Set(['queued', 'writing']);

export const isActive = (state: PassageState): boolean => ACTIVE.has(state);

/** Whether its text has come to an end. One that is paused goes on later, so it has not. */
export const isFinal = (state: PassageState): boolean => !isActive(state) && state !== 'paused';

/**
 * The texts of a story's passages, fed by fetched stories and by the event stream. While a passage is
 * being written its text only grows, so the longer version is the true one and every character is
 * taken in exactly once, whatever was repeated, dropped or fetched meanwhile.
 */
export class Manuscript {
  #leaves = new Map<number, Leaf>();
  #listeners = new Set<() => void>();
  #onStale: () => void;

  /** `onStale` is called when the story itself should be fetched again. */
  constructor(onStale: () => void = () => undefined) {
    this.#onStale = onStale;
  }

  leaf(passage: number): Leaf | undefined {
    return this.#leaves.get(passage);
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Takes in what a fetch of the story brought, without losing what the stream brought since. */
  seed(story: Story): void {
    for (const passage of story.passages) {
      const held = this.#leaves.get(passage.id);
      const length = codePointLength(passage.text);
      const { text, state, error, revision } = passage;
      const newer = !held || revision > held.revision || (revision === held.revision && length >= held.length);
      if (newer) this.#put(passage.id, { text, length, state, error, revision });
    }
  }

  /** The `Last-Event-ID` that asks for exactly what is missing here. */
  position(): string | null {
    let last: [number, Leaf] | null = null;
    for (const [id, leaf] of this.#leaves) {
      if (!isFinal(leaf.state)) return `${id}:${leaf.length}`;
      if (last === null || id > last[0]) last = [id, leaf];
    }
    return last && `${last[0]}:${last[1].length}:end`;
  }

  /** Takes in one message of the event stream. */
  take(message: SseMessage): Taken {
    if (message.event === 'text') return this.#text(JSON.parse(message.data) as TextEvent);
    if (message.event === 'state') this.#state(JSON.parse(message.data) as StateEvent);
    if (message.event === 'revised') this.#onStale();
    return 'taken';
  }

  #text({ passage, offset, text }: TextEvent): Taken {
    const known = this.#leaves.has(passage);
    const held = this.#leaves.get(passage) ?? BLANK;
    if (offset > held.length) return 'gap';
    const fresh = dropCodePoints(text, held.length - offset);
    if (fresh === '') return 'taken';
    const grown = { text: held.text + fresh, length: held.length + codePointLength(fresh) };
    // Whatever it waited for, or paused for, is there.
    this.#put(passage, !isFinal(held.state) ? { ...held, ...grown, state: 'writing', error: null } : { ...held, ...grown });
    if (!known) this.#onStale();
    return 'taken';
  }

  #state({ passage, state, error }: StateEvent): void {
    const held = this.#leaves.get(passage);
    if (held?.state === state && held.error?.code === error?.code) return;
    this.#put(passage, { ...(held ?? BLANK), state, error });
    // Its title, its error or its words may have been settled with it: ask for the story again.
    if (held?.state !== state) this.#onStale();
  }

  #put(passage: number, leaf: Leaf): void {
    this.#leaves.set(passage, leaf);
    for (const listener of this.#listeners) listener();
  }
}
