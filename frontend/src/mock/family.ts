import type { Family, Invitation, Me, Member, Note, Passage, Role, Story } from '@/api/types';
import { bandOf } from '@/lib/bands';
import type { MockAccounts } from './accounts';
import { json, problem } from './answers';
import type { MockServer } from './server';

type Body = Record<string, unknown>;
type Kin = Omit<Member, 'id' | 'name' | 'role'> & { family: number | null };
type Handler = (id: number, body: Body, other: number, url: URL) => Response | null;

const ALONE: Kin = { family: null, guardian: false, reader_id: null, may_write: true, tokens_a_day: null };
const GUARDIANS = () => problem(403, 'Only a guardian of the family may do this.', undefined, 'guardian');
const NONE = () => problem(404, 'There is no such family.');

/** Families before the mock server: who belongs to which, what is held, and what a gate held back. */
export class MockFamilies {
  rows: { id: number; name: string }[] = [];
  kin = new Map<number, Kin>();
  notes: Note[] = [];
  /** Wishes with this word in them are refused, for these reasons. */
  unfit: { word: string; reasons: string[] } | null = null;
  /** Whose story it is; the first administrator's when nobody said. */
  owners = new Map<number, number>();
  #invited = new Map<number, Partial<Kin>>();
  #next = 1;

  constructor(
    readonly server: MockServer,
    readonly accounts: MockAccounts,
  ) {
    server.families = this;
    accounts.more = (id) => this.#more(id);
    accounts.onJoined = (invitation, id) => this.#joined(invitation, id);
  }

  /** A family of these people, the first of them its guardian. */
  make(name: string, ...members: number[]): { id: number; name: string } {
    const made = { id: this.#next++, name };
    this.rows.push(made);
    members.forEach((id, index) => this.put(id, { family: made.id, guardian: index === 0 }));
    return made;
  }

  put(person: number, part: Partial<Kin>): void {
    this.kin.set(person, { ...this.of(person), ...part });
  }

  of = (person: number): Kin => this.kin.get(person) ?? ALONE;

  /** The story as whoever asks sees it; null when it is nothing for them. */
  seen(story: Story): Story | null {
    const { me } = this.accounts;
    if (!me) return story;
    const ownerId = this.owners.get(story.id) ?? 1;
    const owner = this.accounts.people.find(({ id }) => id === ownerId);
    const mine = ownerId === me.id;
    const kin = this.of(me.id);
    const together = kin.family !== null && kin.family === this.of(ownerId).family;
    const looksAfter = together && kin.guardian && owner?.role === 'reader';
    if (!mine && !(together && story.family) && !looksAfter) return null;
    return { ...story, mine, owner: { id: ownerId, name: owner?.name ?? '' }, passages: story.passages.map((one) => this.#covered(one)) };
  }

  isBlind = (held: boolean): boolean => held && this.accounts.me?.role === 'reader';

  /** Whether a story stands on the shelf that is asked for. */
  isOn(url: URL, story: Story): boolean {
    const of = url.searchParams.get('of');
    if (of !== null) return story.owner.id === Number(of);
    if (url.searchParams.get('shelf') === 'family') return story.family && !(story.passages.some(({ held }) => this.isBlind(held)));
    return story.mine;
  }

  /** Its answer, or null for what is somebody else's business. */
  answer(method: string, path: string, body: Body, url: URL): Response | null {
    const wish = body.prompt ?? body.instruction;
    if (method === 'POST' && this.unfit && typeof wish === 'string' && wish.includes(this.unfit.word)) return this.#refuse(wish, this.unfit.reasons);
    for (const [way, pattern, handler] of this.#handlers) {
      const match = way === method ? pattern.exec(path) : null;
      if (match) return handler(Number(match[1]), body, Number(match[2]), url);
    }
    return null;
  }

  #handlers: [string, RegExp, Handler][] = [
    ['GET', /^\/families$/, () => json(this.#shown())],
    ['POST', /^\/families\/join$/, (_, { code }) => this.#join(code)],
    ['POST', /^\/invitations\/look$/, (_, { code }) => this.#look(code)],
    ['POST', /^\/families$/, (_, body) => this.#make(named(body))],
    ['PATCH', /^\/families\/(\d+)$/, (id, body) => this.#guarded(id, () => this.#rename(id, named(body)))],
    ['DELETE', /^\/families\/(\d+)$/, (id) => this.#guarded(id, () => this.#dissolve(id))],
    ['PATCH', /^\/families\/(\d+)\/members\/(\d+)$/, (id, body, who) => this.#guarded(id, () => this.#change(who, body))],
    ['DELETE', /^\/families\/(\d+)\/members\/(\d+)$/, (id, _, who, url) => (who === this.accounts.me?.id ? this.#out(who) : this.#guarded(id, () => this.#out(who, url.searchParams.get('forever') === 'true')))],
    ['POST', /^\/families\/(\d+)\/members\/(\d+)\/reset$/, (id, _, who) => this.#guarded(id, () => this.#reset(who))],
    ['GET', /^\/invitations$/, () => this.#open()],
    ['DELETE', /^\/invitations\/(\d+)$/, (id) => this.#withdraw(id)],
    ['POST', /^\/invitations$/, (_, body) => this.#invite(body)],
    ['GET', /^\/notes$/, (_, __, ___, url) => this.#notes(url)],
    ['POST', /^\/passages\/(\d+)\/approve$/, (id) => this.#approve(id)],
  ];

  #more(id: number): Omit<Me, 'id' | 'name' | 'role'> {
    const { family, guardian, reader_id, may_write } = this.of(id);
    const reader = this.server.tables.readers.find((one) => one.id === reader_id);
    return { family: this.rows.find((one) => one.id === family) ?? null, guardian, reader: reader ? { id: reader.id, name: reader.name, band: reader.band ?? bandOf(reader.age) } : null, may_write };
  }

  #shown(): Family[] {
    const mine = this.of(this.accounts.me?.id ?? 0).family;
    const seen = this.rows.filter(({ id }) => id === mine || this.accounts.me?.role === 'administrator');
    return seen.map((one) => ({ ...one, members: this.#members(one.id) }));
  }

  #members(family: number): Member[] {
    return this.accounts.people.filter(({ id }) => this.of(id).family === family).map(({ id, name, role }) => ({ ...this.of(id), id, name, role }));
  }

  #guarded(family: number, act: () => Response): Response {
    const kin = this.of(this.accounts.me?.id ?? 0);
    if (!this.rows.some(({ id }) => id === family)) return NONE();
    return kin.family === family && kin.guardian ? act() : GUARDIANS();
  }

  #make(name: string): Response {
    if (name.trim() === '') return problem(422, 'Some fields are wrong.', { name: ['Must not be empty.'] });
    const made = this.make(name, this.accounts.me?.id ?? 0);
    return json({ ...made, members: this.#members(made.id) }, 201);
  }

  #rename(id: number, name: string): Response {
    const row = this.rows.find((one) => one.id === id);
    return row ? json(Object.assign(row, { name })) : NONE();
  }

  #dissolve(id: number): Response {
    this.rows = this.rows.filter((one) => one.id !== id);
    for (const [person, kin] of this.kin) if (kin.family === id) this.kin.delete(person);
    return new Response(null, { status: 204 });
  }

  #change(who: number, body: Body): Response {
    const { family } = this.of(who);
    const others = family === null ? [] : this.#members(family).filter(({ id, guardian }) => guardian && id !== who);
    if (body.guardian === false && others.length === 0) return problem(409, 'A family needs a guardian.', undefined, 'guardian');
    const each = this.server.house.limits.each_tokens_a_day;
    if (each !== null && typeof body.tokens_a_day === 'number' && body.tokens_a_day > each) return problem(422, 'Some fields are wrong.', { tokens_a_day: ['At most as for everybody here.'] });
    this.put(who, body);
    return json(this.#members(family ?? 0).find(({ id }) => id === who));
  }

  #out(who: number, forever = false): Response {
    const kin = this.of(who);
    const others = this.#members(kin.family ?? 0).filter(({ id }) => id !== who);
    if (kin.guardian && others.length > 0 && !others.some(({ guardian }) => guardian)) return problem(409, 'A family needs a guardian.', undefined, 'guardian');
    this.kin.delete(who);
    const person = this.accounts.people.find(({ id }) => id === who);
    if (forever && person?.role !== 'reader') return problem(403, "Only a child's account can be removed by somebody else.");
    if (forever && person) this.accounts.sendOff(person.id);
    return new Response(null, { status: 204 });
  }

  #reset(who: number): Response {
    const person = this.accounts.people.find(({ id }) => id === who);
    return person ? json(Object.assign(this.accounts.link(person.role, person), { family_id: this.of(who).family }), 201) : NONE();
  }

  #invite(body: Body): Response | null {
    if (body.family !== true) return null;
    const { family, guardian } = this.of(this.accounts.me?.id ?? 0);
    if (!guardian) return GUARDIANS();
    const to = { guardian: body.guardian === true, reader_id: (body.reader_id as number | null | undefined) ?? null };
    const made = Object.assign(this.accounts.link(body.role as Role), to, { family_id: family });
    this.#invited.set(made.id, { family, ...to });
    return json(made, 201);
  }

  /** Of a guardian's own family; an administrator is answered by the accounts. */
  #open(): Response | null {
    const { me, open } = this.accounts;
    const { family, guardian } = this.of(me?.id ?? 0);
    if (me?.role === 'administrator' || !guardian) return null;
    return json(open.filter(({ family_id }) => family_id === family).map((one) => ({ ...one, code: undefined })));
  }

  #withdraw(id: number): Response | null {
    const { me, open } = this.accounts;
    const { family, guardian } = this.of(me?.id ?? 0);
    if (me?.role === 'administrator' || !guardian) return null;
    if (!open.some((one) => one.id === id && one.family_id === family)) return NONE();
    this.accounts.open = open.filter((one) => one.id !== id);
    return new Response(null, { status: 204 });
  }

  #look(code: unknown): Response | null {
    const found = this.accounts.open.find((one) => one.code === code);
    const to = found && this.#invited.get(found.id);
    if (!to) return null;
    return json({ role: found.role, name: null, first: false, family: this.rows.find(({ id }) => id === to.family)?.name ?? null, guardian: to.guardian ?? false });
  }

  #join(code: unknown): Response {
    const found = this.accounts.open.find((one) => one.code === code);
    const { me } = this.accounts;
    if (!found || !me) return problem(404, 'This link opens nothing any more.');
    this.#joined(found, me.id);
    this.accounts.open = this.accounts.open.filter((one) => one !== found);
    const row = this.rows.find(({ id }) => id === this.of(me.id).family);
    return json({ ...row, members: this.#members(row?.id ?? 0) });
  }

  #joined({ id, role }: Invitation, person: number): void {
    this.put(person, { ...this.#invited.get(id), may_write: role !== 'reader' });
  }

  #notes(url: URL): Response {
    const { me } = this.accounts;
    if (me?.role === 'reader') return GUARDIANS();
    const before = Number(url.searchParams.get('before') ?? Infinity);
    const limit = Number(url.searchParams.get('limit') ?? 20);
    const kin = this.of(me?.id ?? 0);
    const seen = this.notes.filter(({ user }) => user.id === me?.id || (kin.guardian && this.of(user.id).family === kin.family));
    return json(seen.filter(({ id }) => id < before).slice(0, limit));
  }

  #approve(id: number): Response {
    const { me } = this.accounts;
    const story = this.server.tables.drafts.find((one) => one.id === id)?.story ?? 0;
    const owner = this.accounts.people.find((one) => one.id === (this.owners.get(story) ?? 1));
    const may = owner?.id === me?.id ? me?.role !== 'reader' : this.of(me?.id ?? 0).guardian && owner?.role === 'reader';
    return may ? this.server.letThrough(id) : GUARDIANS();
  }

  #refuse(text: string, reasons: string[]): Response {
    const { me } = this.accounts;
    const id = this.notes.length + 1;
    this.notes.unshift({ id, at: new Date().toISOString(), user: { id: me?.id ?? 0, name: me?.name ?? '' }, story_id: null, passage_id: null, where: 'request', band: '3-5', reasons: reasons.map((category) => ({ category, words: this.unfit?.word ?? '', by: 'rules' })), text });
    return unfit(reasons);
  }

  #covered(passage: Passage): Passage {
    return this.isBlind(passage.held) ? { ...passage, text: '' } : passage;
  }
}

/** A refused wish. */
export function unfit(reasons: readonly string[]): Response {
  const body = { type: 'urn:raconteur:problem:unfit', title: 'Unfit', status: 422, detail: 'This does not fit those it is for.', reasons };
  return new Response(JSON.stringify(body), { status: 422, headers: { 'Content-Type': 'application/problem+json' } });
}

const named = ({ name }: Body): string => (typeof name === 'string' ? name : '');
