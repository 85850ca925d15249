import { ALONE, type MockAccounts } from './accounts';
import { json, problem } from './answers';
import { TALES } from './tales';
import { firstTables, MODELS, OWN, type Draft, type Tables } from './data';
import { eventStream } from './events';
import type { MockFamilies } from './family';
import { MockHouse } from './house';
import { advance, countWords, end, newestUnder, path, versionOf } from './writer';
import { isFinal } from '@/lib/manuscript';
import { codePointLength } from '@/lib/codePoints';
import type { Config, NewStory, Passage, Prompt, Reader, Session, Story } from '@/api/types';

export { problem };

type Body = Record<string, unknown>;
type Handler = (id: number, body: Body, url: URL, request: Request) => Response | Promise<Response>;

/** A small server that lives in the page: one fake for development and for the unit tests. */
export class MockServer {
  tables: Tables;
  /** Code points a second. */
  pace = 90;
  beat = 60;
  dropAfter: number | undefined;
  /** The next passage fails after this many code points. */
  failAt: number | null = null;
  /** The model of the next passage is away after this many code points. */
  awayAt: number | null = null;
  /** The next passage pauses after this many code points, for this reason. */
  pauses: Draft['pauses'] = null;
  /** What it may use, and what it is connected to. */
  house = new MockHouse();
  /** Who may come in; null for a server that is one person's. */
  accounts: MockAccounts | null = null;
  /** Which of them belong together. */
  families: MockFamilies | null = null;

  constructor(tables: Tables = firstTables()) {
    this.tables = tables;
  }

  #handlers: [string, RegExp, Handler][] = [
    ['GET', /^\/session$/, () => json(LOCAL)],
    ['GET', /^\/prompts$/, () => json([...this.tables.prompts].reverse())],
    ['POST', /^\/prompts$/, (_, body) => this.#addPrompt(body)],
    ['PATCH', /^\/prompts\/(\d+)$/, (id, body) => this.#change(this.tables.prompts, id, body)],
    ['DELETE', /^\/prompts\/(\d+)$/, (id) => this.#remove(this.tables.prompts, id)],
    ['GET', /^\/readers$/, () => json(this.tables.readers)],
    ['POST', /^\/readers$/, (_, body) => this.#addReader(body)],
    ['PATCH', /^\/readers\/(\d+)$/, (id, body) => this.#change(this.tables.readers, id, body)],
    ['DELETE', /^\/readers\/(\d+)$/, (id) => this.#remove(this.tables.readers, id)],
    ['GET', /^\/config$/, () => json(this.tables.config)],
    ['PUT', /^\/config$/, (_, body) => json((this.tables.config = body as unknown as Config))],
    ['GET', /^\/models$/, () => json([...MODELS, ...this.house.models()])],
    ['POST', /^\/models\/[^/]+\/test$/, () => json({ sentence: 'The kettle hummed, and the rain hummed back.', seconds: 0.8 })],
    ['GET', /^\/stories$/, (_, __, url) => this.#list(url)],
    ['POST', /^\/stories$/, (_, body) => this.#begin(body)],
    ['GET', /^\/stories\/(\d+)$/, (id) => this.#answer(id)],
    ['PATCH', /^\/stories\/(\d+)$/, (id, body) => this.#patchStory(id, body)],
    ['DELETE', /^\/stories\/(\d+)$/, (id, _, url) => this.#trash(id, url)],
    ['POST', /^\/stories\/(\d+)\/restore$/, (id) => this.#restore(id)],
    ['POST', /^\/stories\/(\d+)\/passages$/, (id, body) => this.#goOn(id, body)],
    ['POST', /^\/shared$/, (_, body) => this.#shared(body)],
    ['GET', /^\/stories\/(\d+)\/events$/, (id, _, __, request) => this.#events(id, request)],
    ['POST', /^\/passages\/(\d+)\/retake$/, (id) => this.#retake(id)],
    ['POST', /^\/passages\/(\d+)\/resume$/, (id) => this.#resume(id)],
    ['POST', /^\/passages\/(\d+)\/stop$/, (id) => this.#stop(id)],
    ['PATCH', /^\/passages\/(\d+)$/, (id, body) => this.#edit(id, body)],
    ['GET', /^\/passages\/(\d+)\/revisions$/, (id) => this.#revisions(id)],
    ['GET', /^\/passages\/(\d+)\/origins$/, (id) => this.#origins(id)],
  ];

  /** Answers a request as the API would. */
  async handle(request: Request, prefix = '/api'): Promise<Response> {
    const url = new URL(request.url);
    const at = url.pathname.slice(url.pathname.indexOf(prefix) + prefix.length);
    const text = ['POST', 'PUT', 'PATCH', 'DELETE'].includes(request.method) ? await request.text() : '';
    const body = (text === '' ? {} : JSON.parse(text)) as Body;
    const said = this.#ofFamilies(request, at, body, url) ?? this.accounts?.answer(request, at, body) ?? this.house.answer(request, at, body, this.accounts?.me ?? undefined);
    if (said) return said;
    for (const draft of this.tables.drafts) advance(draft, Date.now());
    for (const [method, pattern, handler] of this.#handlers) {
      const match = method === request.method ? pattern.exec(at) : null;
      if (match) return await this.#guarded(() => handler(Number(match[1]), body, url, request));
    }
    return problem(404, 'There is nothing at this address.');
  }

  /** Families answer those who are in. */
  #ofFamilies(request: Request, at: string, body: Body, url: URL): Response | null {
    return this.accounts?.me ? (this.families?.answer(request.method, at, body, url) ?? null) : null;
  }

  /** A guardian has looked: the passage is there for the child too. */
  letThrough(id: number): Response {
    const draft = this.#draftOf(id);
    draft.held = false;
    this.#rowOf(draft.story).revision++;
    return json(this.#shown(draft));
  }

  async #guarded(answer: () => Response | Promise<Response>): Promise<Response> {
    try {
      return await answer();
    } catch (reason) {
      if (reason instanceof Missing) return problem(404, 'It is not here any more.');
      throw reason;
    }
  }

  #addPrompt(body: Body): Response {
    const content = typeof body.content === 'string' ? body.content : '';
    if (content.trim() === '') return problem(422, 'Some fields are wrong.', { content: ['Must not be empty.'] });
    const prompt: Prompt = { id: this.tables.next++, content, title: null, language: null, ...now() };
    this.tables.prompts.push(prompt);
    return json(prompt, 201);
  }

  #addReader(body: Body): Response {
    const blank = { name: '', age: null, language: null, likes: [], avoid: [], ...OWN };
    const reader: Reader = { id: this.tables.next++, ...blank, ...body, ...now() };
    if (reader.name.trim() === '') return problem(422, 'Some fields are wrong.', { name: ['Must not be empty.'] });
    this.tables.readers.push(reader);
    return json(reader, 201);
  }

  #change(rows: { id: number }[], id: number, body: Body): Response {
    const row = rows.find((one) => one.id === id);
    return row ? json(Object.assign(row, body)) : problem(404, 'It is not here any more.');
  }

  #remove(rows: { id: number }[], id: number): Response {
    const index = rows.findIndex((one) => one.id === id);
    if (index < 0) return problem(404, 'It is not here any more.');
    rows.splice(index, 1);
    return new Response(null, { status: 204 });
  }

  #story(id: number): Story | null {
    const row = this.tables.stories.find((one) => one.id === id);
    if (!row) return null;
    const passages = path(this.tables, row.head);
    const words = passages.reduce((sum, one) => sum + one.words, 0);
    const excerpt = (passages[0]?.text ?? '').slice(0, 200);
    const story = { ...row, state: passages.at(-1)?.state ?? ('done' as const), words, excerpt, passages: passages.map((one) => this.#shown(one)) };
    return this.families ? this.families.seen(story) : story;
  }

  #shared({ code }: Body): Response {
    const story = this.#story(this.accounts?.shares.find((one) => one.code === code)?.story ?? 0);
    if (!story || story.deleted_at !== null) return problem(404, 'This story is no longer shared.');
    return json({ title: story.title, language: story.language, text: story.passages.map((one) => one.text).filter((text) => text !== '') });
  }

  #shown(draft: Draft): Passage {
    return { ...structuredClone(draft), take_heads: draft.takes.map((take) => newestUnder(this.tables, take)) };
  }

  #draftOf(id: number): Draft {
    const draft = this.tables.drafts.find((one) => one.id === id);
    if (!draft) throw new Missing();
    return draft;
  }

  #rowOf(id: number): Tables['stories'][number] {
    const row = this.tables.stories.find((one) => one.id === id);
    if (!row) throw new Missing();
    return row;
  }

  #answer(id: number, status = 200): Response {
    const story = this.#story(id);
    return story ? json(story, status) : problem(404, 'This story is not here.');
  }

  #list(url: URL): Response {
    const wanted = url.searchParams.get('state');
    const rows = [...this.tables.stories].sort((a, b) => b.seq - a.seq).filter((row) => (row.deleted_at !== null) === (wanted === 'trash'));
    const limit = Number(url.searchParams.get('limit') ?? 20);
    const stories = rows.map((row) => this.#story(row.id)).filter((story) => story !== null && (this.families?.isOn(url, story) ?? true));
    return json(stories.slice(0, limit));
  }

  #begin(body: NewStory): Response {
    const prompt = body.prompt ?? this.tables.prompts.find((one) => one.id === body.prompt_id)?.content ?? '';
    if (prompt.trim() === '') return problem(422, 'Some fields are wrong.', { prompt: ['Must not be empty.'] });
    const { config } = this.tables;
    const language = body.language ?? config.language ?? 'en';
    const readers = this.tables.readers.filter((one) => body.reader_ids?.includes(one.id)).map(({ id, name }) => ({ id, name }));
    const id = this.tables.next++;
    this.tables.stories.push({
      id, title: body.title ?? this.#tale(language).title, head: null, revision: 1, prompt, language, genre: body.genre ?? null, tone: body.tone ?? null,
      length_words: body.length_words ?? config.length_words, craft: body.craft ?? 'guided', model: body.model ?? 'bundled', seed: 7, readers,
      deleted_at: null, seq: id, band: 'adult', family: false, mine: true, owner: { id: 1, name: 'local' }, ...now(),
    });
    if (this.accounts?.me) this.families?.owners.set(id, this.accounts.me.id);
    const opening = this.#tale(language).parts.map(([, , text]) => text).join('');
    this.#draft(id, null, 'opening', opening, null);
    return this.#answer(id, 202);
  }

  #tale(language: string) {
    return language === 'fr' ? TALES.fr : TALES.en;
  }

  #draft(story: number, parent: number | null, kind: Draft['kind'], full: string, instruction: string | null): Draft {
    const row = this.#rowOf(story);
    const siblings = this.tables.drafts.filter((one) => one.story === story && one.parent === parent);
    const id = this.tables.next++;
    const takes = [...siblings.map((one) => one.id), id];
    for (const sibling of siblings) sibling.takes = takes;
    const draft: Draft = {
      id, story, parent, takes, take_heads: [], kind, position: path(this.tables, parent).length, state: 'queued', text: '', held: false, revision: 1, instruction, unattended: false, error: null,
      model: row.model, model_name: MODELS.find((one) => one.id === row.model)?.name ?? row.model, craft: row.craft, words: 0, queue: { ahead: 1, seconds: 4 }, created_at: new Date().toISOString(), started_at: null, finished_at: null,
      full, begun: null, pace: this.pace, failAt: this.failAt, awayAt: this.awayAt, pauses: this.pauses, past: [],
    };
    this.failAt = null;
    this.awayAt = null;
    this.pauses = null;
    this.tables.drafts.push(draft);
    row.head = id;
    row.revision++;
    return draft;
  }

  #goOn(id: number, body: Body): Response {
    const row = this.#rowOf(id);
    const wish = typeof body.instruction === 'string' ? body.instruction : null;
    this.#draft(id, row.head, 'continuation', this.#tale(row.language).more, wish);
    return this.#answer(id, 202);
  }

  #retake(id: number): Response {
    const old = this.#draftOf(id);
    const [first = '', ...rest] = old.full.split('\n\n');
    this.#draft(old.story, old.parent, old.kind, [first, ...rest.reverse()].join('\n\n'), old.instruction);
    return this.#answer(old.story, 202);
  }

  #resume(id: number): Response {
    const draft = this.#draftOf(id);
    if (draft.state === 'paused' && this.house.isUsedUp(this.accounts?.me ?? undefined)) return problem(409, 'It has reached your limit.', undefined, 'cap');
    Object.assign(draft, { state: 'queued', error: null, failAt: null, pauses: null, finished_at: null });
    draft.begun = Date.now() + 300 - (codePointLength(draft.text) / draft.pace) * 1000;
    return this.#answer(draft.story, 202);
  }

  #stop(id: number): Response {
    const draft = this.#draftOf(id);
    if (!isFinal(draft.state)) end(draft, 'stopped');
    return this.#answer(draft.story, 202);
  }

  #edit(id: number, body: Body): Response {
    const draft = this.#draftOf(id);
    if (body.revision !== draft.revision) return problem(409, 'This passage was changed elsewhere.', undefined, 'changed');
    draft.past.unshift(versionOf(draft));
    Object.assign(draft, { text: body.text, full: body.text, words: countWords(String(body.text)) });
    draft.revision++;
    this.#rowOf(draft.story).revision++;
    return json(this.#shown(draft));
  }

  #revisions(id: number): Response {
    const draft = this.#draftOf(id);
    return json([versionOf(draft), ...draft.past]);
  }

  #origins(id: number): Response {
    const draft = this.#draftOf(id);
    const row = this.#rowOf(draft.story);
    if (draft.kind === 'continuation') return json({ spans: [{ start: 0, length: codePointLength(draft.text), author: 'model', chooser: 'model' }] });
    let start = 0;
    const spans = this.#tale(row.language).parts.map(([author, chooser, text]) => {
      const span = { start, length: codePointLength(text), author, chooser };
      start += span.length;
      return span;
    });
    return json({ spans });
  }

  #patchStory(id: number, body: Body): Response {
    const row = this.#rowOf(id);
    if (body.family === undefined && body.revision !== row.revision) return problem(409, 'This story was changed elsewhere.', undefined, 'changed');
    Object.assign(row, body, { revision: row.revision + 1 });
    return this.#answer(id);
  }

  #trash(id: number, url: URL): Response {
    const row = this.tables.stories.find((one) => one.id === id);
    if (row?.deleted_at && url.searchParams.get('forever')) return this.#remove(this.tables.stories, id);
    if (row) row.deleted_at = new Date().toISOString();
    return new Response(null, { status: 204 });
  }

  #restore(id: number): Response {
    const row = this.tables.stories.find((one) => one.id === id);
    if (row) row.deleted_at = null;
    return this.#answer(id);
  }

  #events(id: number, request: Request): Response {
    const drafts = () => {
      const mine = path(this.tables, this.tables.stories.find((one) => one.id === id)?.head ?? null);
      for (const draft of mine) advance(draft, Date.now());
      return mine.map((draft) => (this.families?.isBlind(draft.held) ? { ...draft, text: '' } : draft));
    };
    const revision = () => this.tables.stories.find((one) => one.id === id)?.revision ?? 0;
    return eventStream({ drafts, revision, beat: this.beat, dropAfter: this.dropAfter }, request.headers.get('Last-Event-ID'));
  }
}

class Missing extends Error {}

const LOCAL: Session = { accounts: false, elsewhere: null, user: { id: 1, name: 'local', role: 'administrator', ...ALONE }, csrf: '', mail: false, gateway: null };

const now = () => ({ created_at: new Date().toISOString(), updated_at: new Date().toISOString() });
