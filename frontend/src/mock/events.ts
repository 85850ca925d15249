import { codePointLength, dropCodePoints } from '@/lib/codePoints';
import { isFinal } from '@/lib/manuscript';
import type { Draft } from './data';

interface Source {
  drafts: () => Draft[];
  revision: () => number;
  /** Milliseconds between looks at the drafts. */
  beat: number;
  /** Bytes after which the line drops, for trying the reader's patience. */
  dropAfter?: number;
}

const frame = (event: string, id: string | null, data: object): string =>
  `${id === null ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;

/** The event stream of one story, from `after` on, as DESIGN section 6 describes it. */
export function eventStream(source: Source, after: string | null): Response {
  const sent = new Map<number, Sent>();
  const [passage, offset, final] = (after ?? '').split(':');
  const from = Number(passage) || 0;
  if (from) sent.set(from, { length: Number(offset), state: final ? 'final' : '', error: null });
  let revision = source.revision();
  let timer: ReturnType<typeof setInterval>;
  let bytes = 0;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const encoder = new TextEncoder();
      const send = (text: string) => {
        const chunk = encoder.encode(text);
        bytes += chunk.length;
        controller.enqueue(chunk);
      };
      const beat = () => {
        for (const draft of source.drafts()) if (draft.id >= from) for (const text of news(draft, sent)) send(text);
        if (source.revision() !== revision) {
          revision = source.revision();
          send(frame('revised', null, { passage: 0, revision }));
        }
        if (source.dropAfter !== undefined && bytes > source.dropAfter) {
          clearInterval(timer);
          controller.close();
        }
      };
      send(': hello\n\n');
      timer = setInterval(beat, source.beat);
    },
    cancel: () => clearInterval(timer),
  });
  return new Response(body, { headers: { 'Content-Type': 'text/event-stream' } });
}

interface Sent {
  length: number;
  state: string;
  error: string | null;
}

function news(draft: Draft, sent: Map<number, Sent>): string[] {
  const { id, text, state, error } = draft;
  const held = sent.get(id) ?? { length: 0, state: '', error: null };
  const length = codePointLength(text);
  const frames: string[] = [];
  if (length > held.length) {
    const fresh = dropCodePoints(text, held.length);
    frames.push(frame('text', `${id}:${length}`, { passage: id, offset: held.length, text: fresh }));
  }
  const said = error?.code ?? null;
  const known = (held.state === state && held.error === said) || (held.state === 'final' && isFinal(state));
  if (!known) frames.push(frame('state', !isFinal(state) ? null : `${id}:${length}:end`, { passage: id, state, error }));
  sent.set(id, { length, state, error: said });
  return frames;
}
