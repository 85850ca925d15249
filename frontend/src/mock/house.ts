import type { Connection, ConnectionIn, Estimate, Limits, LimitsChange, Model, NewStory, Outbound, Person, Privacy, Usage, Used } from '@/api/types';
import { tokensIn } from '@/lib/amounts';
import { json, problem } from './answers';

type Body = Record<string, unknown>;

/** Who asks, as far as it matters here. */
type Asker = Pick<Person, 'id' | 'role'> & Partial<Person>;

const LOCAL: Asker = { id: 1, role: 'administrator' };
const MODEL_AWAY: Omit<Model, 'id' | 'name'> = {
  kind: 'url',
  description: { en: 'A model that you connected.', fr: 'Un modèle que vous avez branché.' },
  default: false,
  available: true,
  crafts: { guided: ['en', 'fr'], free: ['en', 'fr', 'de'] },
  default_craft: 'free',
  why_not: null,
  local: false,
  context_tokens: 32768,
};

/** What the mock server as a whole may use, what it is connected to, and what it says of that. */
export class MockHouse {
  limits: LimitsChange = { tokens_a_day: null, cost_a_month: null, each_tokens_a_day: null, currency: 'EUR', prices: [] };
  /** By whoever asks, and by all. */
  used: Pick<Used, 'tokens_today' | 'cost_this_month'> = { tokens_today: 0, cost_this_month: 0 };
  usage: Usage[] = [];
  connections: Connection[] = [];
  /** Whether it has a secret with which to lock keys away. */
  hasSecret = true;
  outbound: Outbound[] = [];
  retention: Privacy['retention'] = { trash_days: 30, audit_days: null, notes_days: 90 };
  /** Seconds that a story takes, as the estimate has it. */
  seconds: number | null = null;
  #next = 1;

  /** Its answer to what it knows about; null for the rest. */
  answer(request: Request, path: string, body: Body, me: Asker = LOCAL): Response | null {
    const own = /^\/connections\/(\d+)$/.exec(path);
    if (own) return this.#connection(request.method, Number(own[1]), body);
    switch (`${request.method} ${path}`) {
      case 'GET /limits':
        return json(this.#limits(me));
      case 'PUT /limits':
        this.limits = body as unknown as LimitsChange;
        return json(this.#limits(me));
      case 'GET /usage':
        return json(this.usage);
      case 'POST /estimate':
        return json(this.#estimate(body, me));
      case 'GET /connections':
        return json(this.connections);
      case 'POST /connections':
        return this.#connect(body as unknown as ConnectionIn);
      case 'GET /privacy':
        return json({ outbound: this.outbound, retention: this.retention, telemetry: false });
      default:
        return null;
    }
  }

  /** Models as the list has them. */
  models(): Model[] {
    return this.connections.map(({ id, label }) => ({ ...MODEL_AWAY, id: `own:${id}`, name: label }));
  }

  /** Whether nothing more may be written today. */
  isUsedUp(me: Asker = LOCAL): boolean {
    const { mine } = this.#limits(me);
    return mine.tokens_a_day !== null && mine.tokens_today >= mine.tokens_a_day;
  }

  #limits(me: Asker): Limits {
    const { each_tokens_a_day, tokens_a_day, cost_a_month, currency, prices } = this.limits;
    const mine = { ...this.used, tokens_a_day: me.tokens_a_day ?? each_tokens_a_day, cost_a_month: me.cost_a_month ?? null };
    const server = me.role === 'administrator' ? { ...this.used, tokens_a_day, cost_a_month, each_tokens_a_day } : null;
    return { mine, server, currency, prices };
  }

  #estimate({ length_words, model }: Partial<NewStory>, me: Asker): Estimate {
    const completion_tokens = tokensIn(length_words ?? 260);
    const price = this.limits.prices.find((one) => one.model === model);
    const { mine } = this.#limits(me);
    const left = mine.tokens_a_day === null ? null : Math.max(0, mine.tokens_a_day - mine.tokens_today);
    const cost = price ? (price.prompt * 600 + price.completion * completion_tokens) / 1_000_000 : null;
    return { prompt_tokens: 600, completion_tokens, cost, currency: this.limits.currency, seconds: this.seconds, left, cost_left: null };
  }

  #connect(body: ConnectionIn): Response {
    const refused = this.#refused(body);
    if (refused) return refused;
    const { label, url, name, key, shared = false } = body;
    const made: Connection = { id: this.#next++, label, url, name: name ?? label, has_key: Boolean(key), shared, mine: true };
    this.connections.push(made);
    return json(made, 201);
  }

  #connection(method: string, id: number, body: Body): Response {
    const found = this.connections.find((one) => one.id === id && one.mine);
    if (!found) return problem(404, 'There is no such connection.');
    if (method === 'DELETE') {
      this.connections = this.connections.filter((one) => one !== found);
      return new Response(null, { status: 204 });
    }
    const refused = this.#refused(body);
    if (refused) return refused;
    const { key, ...rest } = body as Partial<ConnectionIn>;
    return json(Object.assign(found, rest, key === undefined ? {} : { has_key: Boolean(key) }));
  }

  #refused({ url, key }: Partial<ConnectionIn>): Response | null {
    if (url !== undefined && /\/\/(10\.|127\.|192\.168\.|169\.254\.|localhost)/.test(url)) return problem(422, 'Some fields cannot be used.', { url: ['This is an address inside the network.'] });
    return key && !this.hasSecret ? problem(422, 'Some fields cannot be used.', { key: ['RACONTEUR_SECRET_KEY is not set.'] }) : null;
  }
}
