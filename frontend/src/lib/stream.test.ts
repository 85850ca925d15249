import { expect, test, vi } from 'vitest';
import { ApiError } from './apiFetch';
import { Manuscript } from './manuscript';
import { followStream, type StreamStatus } from './stream';

const STORY = 'Once upon a time 🦔 there was « un hérisson ». It slept.';
const POINTS = Array.from(STORY);
const PIECE = 4;

/** The whole stream from a `Last-Event-ID` on, as the API would send it. */
function streamFrom(after: string | null): Uint8Array {
  const start = after === null ? 0 : Number(after.split(':')[1]);
  const ended = after?.endsWith(':end') ?? false;
  let frames = ': hello\n\n';
  for (let at = start; at < POINTS.length; at += PIECE) {
    const piece = POINTS.slice(at, at + PIECE);
    const data = JSON.stringify({ passage: 1, offset: at, text: piece.join('') });
    frames += `id: 1:${at + piece.length}\nevent: text\ndata: ${data}\n\n`;
  }
  if (!ended) frames += `id: 1:${POINTS.length}:end\nevent: state\ndata: ${JSON.stringify({ passage: 1, state: 'done', error: null })}\n\n`;
  return new TextEncoder().encode(frames);
}

/** A body that breaks off after `length` bytes, politely or not. */
function breaking(bytes: Uint8Array, length: number, rude: boolean): Response {
  let sent = false;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (!sent && length > 0) controller.enqueue(bytes.slice(0, length));
      else if (rude && length < bytes.length) controller.error(new TypeError('network error'));
      else controller.close();
      sent = true;
    },
  });
  return new Response(body);
}

/** Follows the story over lines that each break after the next of `breaks` bytes; answers what was read. */
async function readWith(breaks: number[], rude: boolean): Promise<{ text: string; statuses: StreamStatus[]; asked: (string | null)[] }> {
  const manuscript = new Manuscript();
  const done = new AbortController();
  const statuses: StreamStatus[] = [];
  const asked: (string | null)[] = [];
  vi.stubGlobal('fetch', (_: URL, init: RequestInit) => {
    const after = new Headers(init.headers).get('Last-Event-ID');
    asked.push(after);
    const bytes = streamFrom(after);
    return Promise.resolve(breaking(bytes, breaks.shift() ?? bytes.length, rude));
  });
  await followStream({
    path: '/stories/1/events',
    position: () => manuscript.position(),
    onMessage: (message) => {
      const taken = manuscript.take(message);
      if (manuscript.leaf(1)?.state === 'done') done.abort();
      return taken;
    },
    onStatus: (status) => statuses.push(status),
    signal: done.signal,
    wait: () => Promise.resolve(),
  });
  return { text: manuscript.leaf(1)?.text ?? '', statuses, asked };
}

test('a line that breaks anywhere gives each character once, in order', async () => {
  const length = streamFrom(null).length;
  for (let cut = 0; cut < length; cut++) expect((await readWith([cut], cut % 2 === 0)).text).toBe(STORY);
});

test('a line that breaks again and again gives each character once, in order', async () => {
  for (let step = 97; step < 400; step += 31) expect((await readWith(Array.from({ length: 30 }, () => step), true)).text).toBe(STORY);
});

test('it goes on from what it holds, and says that it is reconnecting', async () => {
  const { asked, statuses } = await readWith([260], true);
  expect(asked[0]).toBeNull();
  expect(asked[1]).toMatch(/^1:\d+$/);
  expect(statuses).toEqual(['connecting', 'live', 'reconnecting', 'live']);
});

test('a gap is healed by asking again from the last character held', async () => {
  const manuscript = new Manuscript();
  const done = new AbortController();
  const asked: (string | null)[] = [];
  const frame = (offset: number, text: string) => `event: text\ndata: ${JSON.stringify({ passage: 1, offset, text })}\n\n`;
  vi.stubGlobal('fetch', (_: URL, init: RequestInit) => {
    asked.push(new Headers(init.headers).get('Last-Event-ID'));
    return Promise.resolve(new Response(asked.length === 1 ? frame(0, 'abc') + frame(7, 'hij') : frame(3, 'defghij')));
  });
  await followStream({
    path: '/x',
    position: () => manuscript.position(),
    onMessage: (message) => {
      const taken = manuscript.take(message);
      if (manuscript.leaf(1)?.length === 10) done.abort();
      return taken;
    },
    onStatus: () => undefined,
    signal: done.signal,
    wait: () => Promise.resolve(),
  });
  expect(asked).toEqual([null, '1:3']);
  expect(manuscript.leaf(1)?.text).toBe('abcdefghij');
});

test('a silent line is given up and opened again', async () => {
  vi.useFakeTimers();
  const done = new AbortController();
  let lines = 0;
  vi.stubGlobal('fetch', (_: URL, init: RequestInit) => {
    lines++;
    const silence = new Promise<Response>((_resolve, reject) => init.signal?.addEventListener('abort', () => reject(new DOMException('', 'AbortError'))));
    if (lines === 2) done.abort();
    return silence;
  });
  const following = followStream({ path: '/x', position: () => null, onMessage: () => 'taken', onStatus: () => undefined, signal: done.signal, patience: 1000, wait: () => Promise.resolve() });
  await vi.advanceTimersByTimeAsync(1001);
  await following;
  expect(lines).toBe(2);
  vi.useRealTimers();
});

test('a story that is not there is not asked for again', async () => {
  vi.stubGlobal('fetch', () => Promise.resolve(new Response('{}', { status: 404, headers: { 'Content-Type': 'application/problem+json' } })));
  const following = followStream({ path: '/x', position: () => null, onMessage: () => 'taken', onStatus: () => undefined, signal: new AbortController().signal });
  await expect(following).rejects.toBeInstanceOf(ApiError);
});
