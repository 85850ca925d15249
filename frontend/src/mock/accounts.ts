import type { ApiKey, Entry, Invitation, Me, Person, Role, Session, Share, SignedIn } from '@/api/types';
import { json, problem } from './answers';

type Gateway = NonNullable<Session['gateway']>;
type Body = Record<string, unknown>;
type Handler = (id: number, body: Body, url: URL) => Response;

const DAY = 86_400_000;
const GONE = 'This link was used already, or is too old. Ask for another.';
const GUESSED = ['password123', 'correcthorse'];

/** An account of the mock server; the password as it is, since nobody's is real, and empty where there is none. */
type Known = Person & { password: string; mail: string | null };
type Open = Invitation & { code: string };
type Shared = Share & { code: string; story: number };

/** Accounts before the mock server: one browser with its cookie, and as many sign-ins elsewhere as a test wants. */
export class MockAccounts {
  people: Known[] = [];
  signIns: (SignedIn & { user: number })[] = [];
  keys: ApiKey[] = [];
  open: Open[] = [];
  shares: Shared[] = [];
  log: Entry[] = [];
  /** Who leaves, and when. */
  leaving = new Map<number, string>();
  /** The sign-in whose cookie this browser holds. */
  here: number | null = null;
  /** What a change has to say; the server's secret, so to speak. */
  csrf = 'csrf-1';
  /** What another service is called by which one can sign in. */
  elsewhere: string | null = null;
  /** Whether it can send letters; and to whom a link for a new password was asked for. */
  mail = false;
  forgotten: string[] = [];
  /** Whether a gateway says who somebody is. */
  byGateway = false;
  /** Where it signs people out. */
  gatewayOut: string | null = null;
  /** Whom it names that are not let in, and why. */
  unwelcome: { name: string; refused: NonNullable<Gateway['refused']> } | null = null;
  /** Seconds to wait before the next sign-in. */
  wait = 0;
  /** What families say of somebody, where there are any. */
  more: (person: number) => Omit<Me, 'id' | 'name' | 'role'> = () => ALONE;
  onJoined: (invitation: Invitation, person: number) => void = () => undefined;
  #next = 1;

  /** Somebody who has an account already. */
  add(name: string, role: Role = 'writer', password = 'four bears in a boat'): Known {
    const person: Known = { id: this.#next++, name, role, password, mail: null, created_at: at(), disabled_at: null, tokens_a_day: null, cost_a_month: null };
    this.people.push(person);
    return person;
  }

  /** A link as it is printed at the start, or made by an administrator. */
  link(role: Role, whose: Person | null = null): Open {
    const made: Open = { id: this.#next++, role, user_id: whose?.id ?? null, family_id: null, guardian: false, reader_id: null, created_at: at(), expires_at: at(7 * DAY), code: `code-${this.#next}` };
    this.open.unshift(made);
    return made;
  }

  /** A link by which anybody reads a story. */
  share(story: number, days = 30): Shared {
    const made: Shared = { id: this.#next++, story, created_at: at(), expires_at: at(days * DAY), code: `story-${this.#next}` };
    this.shares.unshift(made);
    this.#note(this.me?.id ?? null, 'shared', { story, days });
    return made;
  }

  /** Signs somebody in, in this browser or in another. */
  enter(person: Person, current = true): Session {
    this.leaving.delete(person.id);
    const id = this.#next++;
    const agent = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
    this.signIns.unshift({ id, user: person.id, agent, address: '127.0.0.1', created_at: at(), seen_at: at(), expires_at: at(30 * DAY), current });
    if (current) {
      this.here = id;
      this.csrf = `csrf-${id}`;
    }
    this.#note(person.id, 'signed-in', { how: 'password' });
    return this.session();
  }

  /** Ends the sign-in of this browser, as if it had been done elsewhere. */
  end(): void {
    this.signIns = this.signIns.filter(({ id }) => id !== this.here);
  }

  /** Somebody whose account a guardian removes. */
  sendOff(person: number): void {
    this.leaving.set(person, at(14 * DAY));
    this.people = this.people.map((one) => (one.id === person ? { ...one, disabled_at: at() } : one));
  }

  get me(): Known | null {
    const found = this.signIns.find(({ id }) => id === this.here);
    return this.people.find(({ id, disabled_at }) => id === found?.user && disabled_at === null) ?? null;
  }

  session(): Session {
    const { me } = this;
    return { accounts: true, elsewhere: me ? null : this.elsewhere, user: me && { ...shown(me), ...this.more(me.id) }, csrf: me ? this.csrf : '', mail: this.mail, gateway: this.#gateway() };
  }

  #gateway(): Gateway | null {
    const { me, unwelcome } = this;
    if (unwelcome) return { ...unwelcome, sign_out: this.gatewayOut };
    return this.byGateway && me ? { name: me.name, refused: null, sign_out: this.gatewayOut } : null;
  }

  /** Its answer, or null for what is behind the door when somebody may pass. */
  answer(request: Request, path: string, body: Body): Response | null {
    const open = OPEN.includes(`${request.method} ${path}`);
    if (!open && !this.me) return problem(401, 'Sign in first.', undefined, 'sign-in');
    const changes = request.method !== 'GET';
    if (!open && changes && request.headers.get('X-CSRF-Token') !== this.csrf) return problem(403, 'The page has to say X-CSRF-Token.', undefined, 'csrf');
    if (request.method === 'PUT' && path === '/config' && this.me?.role !== 'administrator') return NOT_YOURS();
    for (const [method, pattern, handler, whose] of this.#handlers) {
      const match = method === request.method ? pattern.exec(path) : null;
      if (!match) continue;
      if (whose === 'administrator' && this.me?.role !== 'administrator') return NOT_YOURS();
      return handler(Number(match[1]), body, new URL(request.url));
    }
    return null;
  }

  #handlers: [string, RegExp, Handler, Role?][] = [
    ['GET', /^\/session$/, () => json(this.session())],
    ['POST', /^\/session$/, (_, body) => this.#signIn(body)],
    ['DELETE', /^\/session$/, () => this.#signOut()],
    ['POST', /^\/invitations\/look$/, (_, body) => this.#look(body)],
    ['POST', /^\/invitations\/accept$/, (_, body) => this.#accept(body)],
    ['POST', /^\/session\/forgotten$/, (_, body) => this.#forgot(body)],
    ['GET', /^\/account$/, () => this.#account()],
    ['PATCH', /^\/account$/, (_, body) => this.#account(body)],
    ['DELETE', /^\/account$/, (_, body) => this.#leave(body)],
    ['PUT', /^\/account\/password$/, (_, body) => this.#password(body)],
    ['GET', /^\/account\/sessions$/, () => json(this.#mine())],
    ['DELETE', /^\/account\/sessions$/, () => this.#endWhere((one) => one.id !== this.here)],
    ['DELETE', /^\/account\/sessions\/(\d+)$/, (id) => this.#endWhere((one) => one.id === id)],
    ['GET', /^\/account\/tokens$/, () => json(this.keys)],
    ['POST', /^\/account\/tokens$/, (_, body) => this.#makeKey(body)],
    ['DELETE', /^\/account\/tokens\/(\d+)$/, (id) => this.#drop(() => (this.keys = this.keys.filter((one) => one.id !== id)))],
    ['GET', /^\/stories\/(\d+)\/shares$/, (id) => json(this.shares.filter(({ story }) => story === id).map((one) => without(without(one, 'code'), 'story')))],
    ['POST', /^\/stories\/(\d+)\/shares$/, (id, body) => json(without(this.share(id, Number(body.days)), 'story'), 201)],
    ['DELETE', /^\/stories\/\d+\/shares\/(\d+)$/, (id) => this.#drop(() => (this.shares = this.shares.filter((one) => one.id !== id)))],
    ['GET', /^\/users$/, () => json(this.people.map(listed)), 'administrator'],
    ['PATCH', /^\/users\/(\d+)$/, (id, body) => this.#change(id, body), 'administrator'],
    ['POST', /^\/users\/(\d+)\/reset$/, (id) => this.#renew(id), 'administrator'],
    ['GET', /^\/invitations$/, () => json(this.open.map((one) => without(one, 'code'))), 'administrator'],
    ['POST', /^\/invitations$/, (_, body) => this.#invite(body.role as Role), 'administrator'],
    ['DELETE', /^\/invitations\/(\d+)$/, (id) => this.#drop(() => (this.open = this.open.filter((one) => one.id !== id))), 'administrator'],
    ['GET', /^\/audit$/, (_, __, url) => this.#audit(url), 'administrator'],
  ];

  #signIn({ name, password }: Body): Response {
    if (this.wait > 0) return problem(429, 'Too many wrong passwords.', undefined, undefined, { 'Retry-After': String(this.wait) });
    const found = this.people.find((one) => one.name === String(name).toLowerCase() && one.password === password && one.disabled_at === null);
    if (found) return json(this.enter(found));
    this.#note(null, 'sign-in-failed', {});
    return problem(401, 'Name and password do not fit together.', undefined, 'sign-in');
  }

  #forgot({ name }: Body): Response {
    if (this.wait > 0) return problem(429, 'Too many letters.', undefined, undefined, { 'Retry-After': String(this.wait) });
    this.forgotten.push(String(name));
    return new Response(null, { status: 202 });
  }

  /** Of whoever asks; changed first when there is something to change. */
  #account({ mail }: Body = {}): Response {
    const { me } = this;
    if (!me) return problem(401, 'Sign in first.', undefined, 'sign-in');
    if (mail !== undefined) me.mail = typeof mail === 'string' ? mail : null;
    return json({ name: me.name, mail: me.mail, has_password: me.password !== '' });
  }

  #signOut(): Response {
    this.end();
    return new Response(null, { status: 204 });
  }

  #look({ code }: Body): Response {
    const found = this.open.find((one) => one.code === code);
    if (!found) return problem(404, GONE);
    const whose = this.people.find(({ id }) => id === found.user_id);
    return json({ role: found.role, name: whose?.name ?? null, first: this.people.length === 0 });
  }

  #accept({ code, name, password }: Body): Response {
    const found = this.open.find((one) => one.code === code);
    if (!found) return problem(404, GONE);
    if (GUESSED.includes(String(password))) return problem(422, 'Some fields.', { password: ['Too easy to guess.'] });
    const whose = this.people.find(({ id }) => id === found.user_id);
    if (!whose && this.people.some((one) => one.name === String(name).toLowerCase())) return problem(422, 'Some fields.', { name: ['Somebody here has this name.'] });
    const person = whose ?? this.add(String(name).toLowerCase(), found.role);
    person.password = String(password);
    if (!whose) this.onJoined(found, person.id);
    this.open = this.open.filter((one) => one !== found);
    this.#note(person.id, 'joined', { role: person.role });
    return json(this.enter(person));
  }

  #password(body: Body): Response {
    const { me } = this;
    if (!me || me.password !== body.old) return problem(422, 'Some fields.', { old: ['This is not your password.'] });
    if (GUESSED.includes(String(body.new))) return problem(422, 'Some fields.', { new: ['Too easy to guess.'] });
    me.password = String(body.new);
    return this.#endWhere((one) => one.id !== this.here);
  }

  #leave({ password }: Body): Response {
    const { me } = this;
    if (!me || (me.password !== '' && me.password !== password)) return problem(422, 'Some fields.', { password: ['This is not your password.'] });
    if (!this.#otherAdministrators(me) && me.role === 'administrator') return problem(409, 'Somebody must stay administrator.', undefined, 'last');
    const leaves_at = at(14 * DAY);
    this.leaving.set(me.id, leaves_at);
    this.#note(me.id, 'leaves', {});
    this.keys = [];
    this.#endWhere(() => true);
    return json({ leaves_at });
  }

  #otherAdministrators(person: Known): boolean {
    return this.people.some((one) => one !== person && one.role === 'administrator' && one.disabled_at === null && !this.leaving.has(one.id));
  }

  #mine(): SignedIn[] {
    return this.signIns.filter((one) => one.user === this.me?.id).map((one) => ({ ...without(one, 'user'), current: one.id === this.here }));
  }

  #endWhere(ends: (one: SignedIn) => boolean): Response {
    const user = this.me?.id;
    this.signIns = this.signIns.filter((one) => one.user !== user || !ends(one));
    return new Response(null, { status: 204 });
  }

  #makeKey(body: Body): Response {
    const made: ApiKey = { id: this.#next++, name: String(body.name), scopes: body.scopes as ApiKey['scopes'], created_at: at(), expires_at: at(Number(body.days) * DAY), used_at: null };
    this.keys.unshift(made);
    return json({ ...made, token: `rac_${made.id}` }, 201);
  }

  #change(id: number, { role, disabled, ...caps }: Body): Response {
    const person = this.people.find((one) => one.id === id);
    if (!person) return problem(404, 'There is no such user.');
    const after = { role: (role ?? person.role) as Role, disabled_at: disabled === undefined ? person.disabled_at : disabled ? at() : null };
    if (!this.#otherAdministrators(person) && (after.role !== 'administrator' || after.disabled_at !== null)) return problem(409, 'Somebody must stay administrator.', undefined, 'last');
    if (after.role !== person.role) this.#note(this.me?.id ?? null, 'role-changed', { user: id, role: after.role });
    if (after.disabled_at !== person.disabled_at) this.#note(this.me?.id ?? null, after.disabled_at ? 'disabled' : 'enabled', { user: id });
    return json(listed(Object.assign(person, after, caps)));
  }

  #renew(id: number): Response {
    const person = this.people.find((one) => one.id === id);
    if (!person) return problem(404, 'There is no such user.');
    this.#note(this.me?.id ?? null, 'password-reset-offered', { user: id });
    return json(this.link(person.role, person), 201);
  }

  #invite(role: Role): Response {
    this.#note(this.me?.id ?? null, 'invited', { role });
    return json(this.link(role), 201);
  }

  #drop(take: () => void): Response {
    take();
    return new Response(null, { status: 204 });
  }

  #audit(url: URL): Response {
    const before = Number(url.searchParams.get('before') ?? Infinity);
    const limit = Number(url.searchParams.get('limit') ?? 20);
    return json(this.log.filter((one) => one.id < before).slice(0, limit));
  }

  #note(user_id: number | null, what: string, about: Entry['about']): void {
    this.log.unshift({ id: this.log.length + 1, at: at(), user_id, what, about, address: '127.0.0.1' });
  }
}

const OPEN = ['GET /session', 'POST /session', 'POST /session/forgotten', 'POST /invitations/look', 'POST /invitations/accept', 'POST /shared'];
const NOT_YOURS = () => problem(403, 'Only an administrator may do this.', undefined, 'role');
const at = (later = 0): string => new Date(Date.now() + later).toISOString();
const shown = ({ id, name, role }: Person) => ({ id, name, role });
export const ALONE: Omit<Me, 'id' | 'name' | 'role'> = { family: null, guardian: false, reader: null, may_write: true };
const listed = (person: Known): Person => without(without(person, 'password'), 'mail');

function without<Row extends object, Key extends keyof Row>(row: Row, key: Key): Omit<Row, Key> {
  const copy: Partial<Row> = { ...row };
  Reflect.deleteProperty(copy, key);
  return copy as Omit<Row, Key>;
}
