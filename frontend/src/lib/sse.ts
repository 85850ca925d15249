/** One message of a `text/event-stream`, as the HTML standard reads it. */
export interface SseMessage {
  event: string;
  data: string;
  /** The last id seen on the stream so far; empty when there was none. */
  id: string;
}

/** Turns chunks of bytes, cut anywhere, into messages. One instance a connection. */
export class SseParser {
  #decoder = new TextDecoder();
  #rest = '';
  #event = '';
  #data: string[] = [];
  #id = '';

  /** The messages that `bytes` completes. */
  push(bytes: Uint8Array): SseMessage[] {
    const text = this.#rest + this.#decoder.decode(bytes, { stream: true });
    const messages: SseMessage[] = [];
    let start = 0;
    for (const match of text.matchAll(/\r\n|\n|\r/g)) {
      // A carriage return at the very end may be half of a pair: wait for what follows.
      if (match[0] === '\r' && match.index === text.length - 1) break;
      const message = this.#line(text.slice(start, match.index));
      if (message) messages.push(message);
      start = match.index + match[0].length;
    }
    this.#rest = text.slice(start);
    return messages;
  }

  #line(line: string): SseMessage | null {
    if (line === '') return this.#dispatch();
    const colon = line.indexOf(':');
    if (colon === 0) return null;
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'event') this.#event = value;
    else if (field === 'data') this.#data.push(value);
    else if (field === 'id' && !value.includes('\0')) this.#id = value;
    return null;
  }

  #dispatch(): SseMessage | null {
    const message =
      this.#data.length > 0 ? { event: this.#event || 'message', data: this.#data.join('\n'), id: this.#id } : null;
    this.#event = '';
    this.#data = [];
    return message;
  }
}
