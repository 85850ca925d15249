import { expect, test } from 'vitest';
import { SseParser, type SseMessage } from './sse';

const bytes = (text: string) => new TextEncoder().encode(text);
const all = (parser: SseParser, chunks: Uint8Array[]): SseMessage[] => chunks.flatMap((chunk) => parser.push(chunk));

const STREAM = ': hello\n\nid: 3:5\nevent: text\ndata: {"text":"é🦔"}\n\ndata: a\r\ndata: b\r\n\r\n:ping\n\nevent: state\rdata:x\r\rdata: end\n\n';
const MESSAGES: SseMessage[] = [
  { event: 'text', data: '{"text":"é🦔"}', id: '3:5' },
  { event: 'message', data: 'a\nb', id: '3:5' },
  { event: 'state', data: 'x', id: '3:5' },
  { event: 'message', data: 'end', id: '3:5' },
];

test('messages are read with every line ending, comments ignored', () => {
  expect(all(new SseParser(), [bytes(STREAM)])).toEqual(MESSAGES);
});

test('wherever the bytes are cut, the messages are the same', () => {
  const whole = bytes(STREAM);
  for (let cut = 0; cut <= whole.length; cut++) {
    expect(all(new SseParser(), [whole.slice(0, cut), whole.slice(cut)])).toEqual(MESSAGES);
  }
  expect(all(new SseParser(), [...whole].map((byte) => Uint8Array.of(byte)))).toEqual(MESSAGES);
});

test('a message that was never finished is not told', () => {
  expect(all(new SseParser(), [bytes('data: half\n')])).toEqual([]);
});
