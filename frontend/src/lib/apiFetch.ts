import type { Problem, Session } from '@/api/types';
import { pause } from './backoff';
import { takeEarly } from './early';
import { session } from './session';

/** Any call that did not succeed: the one error every part of the page knows. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly traceId: string | null;
  /** Which problem it is, where several share a status: the last part of the problem's type. */
  readonly kind: string | null;
  /** Messages by field, when the API said which part of the body was wrong. */
  readonly fields: Partial<Record<string, string[]>>;
  /** Seconds until it is worth trying again, when the server said so. */
  readonly wait: number | null;
  /** Why something asked for does not fit its readers, by category. */
  readonly reasons: readonly string[];

  constructor(message: string, status: number, traceId: string | null, fields: ApiError['fields'] = {}, kind: string | null = null, wait: number | null = null, reasons: readonly string[] = []) {
    super(message);
    this.status = status;
    this.traceId = traceId;
    this.fields = fields;
    this.kind = kind;
    this.wait = wait;
    this.reasons = reasons;
  }

  /** No answer came at all: the server is away, or the network is. */
  get unreachable(): boolean {
    return this.status === 0;
  }
}

export interface ApiRequest {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  json?: unknown;
  query?: Readonly<Record<string, string | number | boolean | null | undefined>>;
  headers?: Readonly<Record<string, string>>;
  signal?: AbortSignal | null;
  /** It makes something: with a key of its own, so that it can be sent again when its answer is lost. */
  once?: boolean;
}

/** Where the API lives: set at build time, in the page's head, or beside the page. */
export function apiBase(): string {
  const meta = document.querySelector<HTMLMetaElement>('meta[name="raconteur-api"]')?.content;
  const configured = import.meta.env.VITE_API_URL ?? meta ?? 'api';
  return new URL(configured, document.baseURI).href.replace(/\/+$/, '');
}

const SESSION = '/session';
const TRACE = 'X-Trace-Id';

/** Every call to the API goes through here. Answers the raw response, or throws an ApiError. */
export async function apiFetch(path: string, request: ApiRequest = {}): Promise<Response> {
  try {
    return await ask(path, request);
  } catch (reason) {
    if (reason instanceof ApiError && reason.kind === 'csrf' && (await isStillOurs())) return ask(path, request);
    throw reason;
  }
}

/** Learns anew what a change has to say. False when this browser is somebody else's by now. */
async function isStillOurs(): Promise<boolean> {
  const said = await apiJson<Session>(SESSION);
  const ours = said.user !== null && session.isOf(said.user);
  session.learn(said);
  return ours;
}

async function ask(path: string, request: ApiRequest): Promise<Response> {
  const before = session.get();
  try {
    return await answerTo(path, request);
  } catch (reason) {
    // A wrong password is no end of a sign-in, nor is an answer to what was asked before the present one.
    const ended = reason instanceof ApiError && reason.status === 401 && path !== SESSION;
    if (ended && session.get() === before) session.lose();
    throw reason;
  }
}

async function answerTo(path: string, request: ApiRequest): Promise<Response> {
  const { method = 'GET', query = {} } = request;
  const url = new URL(apiBase() + path);
  for (const [key, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== '') url.searchParams.set(key, String(value));
  }
  const early = method === 'GET' ? await takeEarly(url.href) : null;
  const traced = { ...request, headers: { ...traceOf(url, method), ...request.headers } };
  const response = early ?? (await (request.once === true ? sendOnce(url, traced) : send(url, traced)));
  if (!response.ok) throw await toError(response);
  return response;
}

/** The name of this call in every log it passes, also in the gateway's when no answer comes. To another host it goes
 * only with what is asked for leave (CORS) anyway: a question before every look would be a round trip each. */
function traceOf(url: URL, method: string): Record<string, string> {
  return method === 'GET' && url.origin !== location.origin ? {} : { [TRACE]: byChance(8) };
}

/** Milliseconds before a request without an answer is sent again, and at most when the server says so. */
const AGAIN = 1000;
const AT_MOST = 10_000;

/** Once more when no answer came or the server asks for it: by its key, the server makes nothing twice. */
async function sendOnce(url: URL, request: ApiRequest): Promise<Response> {
  const keyed = { ...request, headers: { ...request.headers, 'Idempotency-Key': byChance(16) } };
  const first = await send(url, keyed).catch((reason: unknown) => {
    if (reason instanceof ApiError && reason.unreachable) return null;
    throw reason;
  });
  const wait = first === null ? AGAIN : retryAfter(first);
  if (first !== null && wait === null) return first;
  await pause(wait ?? AGAIN, request.signal ?? new AbortController().signal);
  return send(url, keyed);
}

function retryAfter(response: Response): number | null {
  const seconds = secondsToWait(response);
  return response.status === 503 && seconds !== null ? Math.min(seconds * 1000, AT_MOST) : null;
}

function secondsToWait(response: Response): number | null {
  const seconds = Number(response.headers.get('Retry-After') ?? NaN);
  return seconds >= 0 ? seconds : null;
}

/** So many bytes; `crypto.randomUUID` is not there where the page comes by plain HTTP. */
const byChance = (bytes: number): string => Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (byte) => byte.toString(16).padStart(2, '0')).join('');

async function send(url: URL, { method = 'GET', json, headers = {}, signal = null }: ApiRequest): Promise<Response> {
  const sent = new Headers({ Accept: 'application/json', ...headers });
  if (json !== undefined) sent.set('Content-Type', 'application/json');
  if (method !== 'GET' && session.csrf !== '') sent.set('X-CSRF-Token', session.csrf);
  return fetch(url, {
    method,
    signal,
    headers: sent,
    body: json === undefined ? null : JSON.stringify(json),
    credentials: url.origin === location.origin ? 'same-origin' : 'include',
  }).catch((reason: unknown) => {
    if (signal?.aborted) throw reason;
    throw new ApiError('No answer from the server.', 0, sent.get(TRACE));
  });
}

/** The answer's body, for calls that return JSON. */
export async function apiJson<T>(path: string, request: ApiRequest = {}): Promise<T> {
  const response = await apiFetch(path, request);
  return (await response.json()) as T;
}

const KIND = 'urn:raconteur:problem:';

async function toError(response: Response): Promise<ApiError> {
  const traceId = response.headers.get(TRACE);
  const problem = await readProblem(response);
  return new ApiError(
    problem?.detail ?? problem?.title ?? `${response.status} ${response.statusText}`.trim(),
    response.status,
    problem?.trace_id ?? traceId,
    problem?.errors ?? {},
    problem?.type?.startsWith(KIND) ? problem.type.slice(KIND.length) : null,
    secondsToWait(response),
    problem?.reasons ?? [],
  );
}

async function readProblem(response: Response): Promise<Partial<Problem> | null> {
  if (!response.headers.get('Content-Type')?.includes('json')) return null;
  try {
    return (await response.json()) as Partial<Problem>;
  } catch {
    return null;
  }
}
