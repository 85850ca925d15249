import { ApiError, apiFetch } from './apiFetch';
import { backoff, pause } from './backoff';
import { SseParser, type SseMessage } from './sse';

/** What became of a message: taken in, or proof that something before it is missing. */
export type Taken = 'taken' | 'gap';
export type StreamStatus = 'connecting' | 'live' | 'reconnecting';

export interface StreamOptions {
  path: string;
  /** The id of the last thing held, asked for at each connection; null for "from the start". */
  position: () => string | null;
  onMessage: (message: SseMessage) => Taken;
  onStatus: (status: StreamStatus) => void;
  signal: AbortSignal;
  /** Milliseconds without a byte (the server sends a comment every 15 s) before the line counts as dead. */
  patience?: number;
  wait?: (attempt: number, signal: AbortSignal) => Promise<void>;
}

/**
 * Reads an event stream until `signal` aborts, connecting again from `position()` whenever the line
 * drops, falls silent or shows a gap. Throws the ApiError when the server says there is no such stream.
 */
export async function followStream(options: StreamOptions): Promise<void> {
  const { signal, onStatus, wait = patiently } = options;
  let attempt = 0;
  onStatus('connecting');
  while (!stopped(signal)) {
    try {
      const heard = await readOnce(options);
      if (heard) attempt = 0;
    } catch (reason) {
      if (isFinal(reason)) throw reason;
    }
    if (stopped(signal)) return;
    onStatus('reconnecting');
    await wait(attempt++, signal);
  }
}

const patiently = (attempt: number, signal: AbortSignal): Promise<void> => pause(backoff(attempt), signal);

/** One connection, to its end. True when at least one message was taken from it. */
async function readOnce({ path, position, onMessage, onStatus, signal, patience = 45_000 }: StreamOptions) {
  const line = new AbortController();
  const hangUp = () => line.abort();
  const watchdog = new Watchdog(patience, hangUp);
  signal.addEventListener('abort', hangUp);
  let heard = false;
  try {
    const after = position();
    const headers: Record<string, string> = { Accept: 'text/event-stream', 'Cache-Control': 'no-cache' };
    if (after !== null) headers['Last-Event-ID'] = after;
    const response = await apiFetch(path, { headers, signal: line.signal });
    onStatus('live');
    const parser = new SseParser();
    for await (const bytes of chunks(response, line.signal)) {
      watchdog.fed();
      for (const message of parser.push(bytes)) {
        if (onMessage(message) === 'gap') return heard;
        heard = true;
      }
    }
    return heard;
  } finally {
    watchdog.stop();
    signal.removeEventListener('abort', hangUp);
    line.abort();
  }
}

async function* chunks(response: Response, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const reader = response.body?.getReader();
  if (!reader) return;
  const cancel = () => void reader.cancel().catch(() => undefined);
  signal.addEventListener('abort', cancel);
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done || signal.aborted) return;
      yield value;
    }
  } finally {
    signal.removeEventListener('abort', cancel);
    cancel();
  }
}

/** Hangs up after a silence; also when the machine wakes and the silence turns out to have been long. */
class Watchdog {
  #timer: ReturnType<typeof setTimeout>;
  #last = Date.now();

  constructor(
    private readonly patience: number,
    private readonly hangUp: () => void,
  ) {
    this.#timer = setTimeout(hangUp, patience);
    document.addEventListener('visibilitychange', this.#look);
    addEventListener('online', this.#look);
  }

  fed(): void {
    this.#last = Date.now();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.hangUp, this.patience);
  }

  stop(): void {
    clearTimeout(this.#timer);
    document.removeEventListener('visibilitychange', this.#look);
    removeEventListener('online', this.#look);
  }

  #look = (): void => {
    const silent = Date.now() - this.#last;
    if (document.visibilityState === 'visible' && silent > this.patience / 2) this.hangUp();
  };
}

/** A look that the compiler does not remember: it changes while we wait. */
const stopped = (signal: AbortSignal): boolean => signal.aborted;

/** The server answered, and asking again will not change its answer. */
function isFinal(reason: unknown): reason is ApiError {
  if (!(reason instanceof ApiError)) return false;
  return reason.status >= 400 && reason.status < 500 && reason.status !== 408 && reason.status !== 429;
}
