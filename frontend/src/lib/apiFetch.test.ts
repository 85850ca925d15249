import { afterEach, expect, test, vi } from 'vitest';
import { ALONE } from '@/mock/accounts';
import { problem } from '@/mock/server';
import { ApiError, apiBase, apiFetch, apiJson } from './apiFetch';
import { isIn, session } from './session';

const answer = (response: Response | Error) => {
  const fetched = vi.fn<typeof fetch>(() => (response instanceof Error ? Promise.reject(response) : Promise.resolve(response)));
  vi.stubGlobal('fetch', fetched);
  return fetched;
};
const caught = async (call: Promise<unknown>): Promise<ApiError> => {
  const reason: unknown = await call.catch((error: unknown) => error);
  if (!(reason instanceof ApiError)) throw new Error('no ApiError was thrown');
  return reason;
};
afterEach(() => void vi.useRealTimers());
afterEach(() => session.leave());
afterEach(() => document.head.querySelectorAll('meta').forEach((meta) => meta.remove()));

test('the API is looked for beside the page, or where the head says', () => {
  expect(apiBase()).toBe(new URL('api', document.baseURI).href);
  document.head.insertAdjacentHTML('beforeend', '<meta name="raconteur-api" content="https://api.example.org/v1/">');
  expect(apiBase()).toBe('https://api.example.org/v1');
  document.querySelector('meta')?.setAttribute('content', 'https://api.example.org');
  expect(apiBase()).toBe('https://api.example.org');
});

test('empty wishes are left out of the address', async () => {
  const fetched = answer(new Response('[]'));
  await apiFetch('/stories', { query: { state: 'trash', limit: 5, before: null } });
  expect((fetched.mock.calls[0]?.[0] as URL).search).toBe('?state=trash&limit=5');
});

test('a body is sent as JSON', async () => {
  const fetched = answer(new Response('{"id":1}'));
  expect(await apiJson('/prompts', { method: 'POST', json: { content: 'x' } })).toEqual({ id: 1 });
  const sent = fetched.mock.calls[0]?.[1];
  expect(sent?.body).toBe('{"content":"x"}');
  expect(new Headers(sent?.headers).get('Content-Type')).toBe('application/json');
});

test('a problem becomes one error with its trace and its fields', async () => {
  answer(problem(422, 'Some fields are wrong.', { prompt: ['Must not be empty.'] }));
  const error = await caught(apiFetch('/stories'));
  expect(error).toMatchObject({ status: 422, message: 'Some fields are wrong.', fields: { prompt: ['Must not be empty.'] } });
  expect(error.traceId).toMatch(/^[0-9a-f]{16}$/);
});

const tracesOf = (fetched: ReturnType<typeof answer>) => fetched.mock.calls.map(([, sent]) => new Headers(sent?.headers).get('X-Trace-Id'));

test('every call has a name of its own, which a call without an answer still has', async () => {
  const fetched = answer(new TypeError('Failed to fetch'));
  const first = await caught(apiFetch('/stories'));
  await caught(apiFetch('/stories', { method: 'POST', json: {} }));
  const [looked, changed] = tracesOf(fetched);
  expect(looked).toMatch(/^[0-9a-f]{16}$/);
  expect(first.traceId).toBe(looked);
  expect(changed).not.toBe(looked);
});

test('to another host a look has none, for the browser would ask for leave before it', async () => {
  document.head.insertAdjacentHTML('beforeend', '<meta name="raconteur-api" content="https://api.example.org">');
  const fetched = answer(new Response('[]'));
  await apiFetch('/stories');
  await apiFetch('/prompts', { method: 'DELETE' });
  expect(tracesOf(fetched)).toEqual([null, expect.stringMatching(/^[0-9a-f]{16}$/)]);
});

test('an answer that is no problem still has its trace id', async () => {
  answer(new Response('<h1>Bad gateway</h1>', { status: 502, headers: { 'X-Trace-Id': 'abc', 'Content-Type': 'text/html' } }));
  expect(await caught(apiFetch('/stories'))).toMatchObject({ status: 502, traceId: 'abc' });
});

test('no answer at all is an error of its own', async () => {
  answer(new TypeError('Failed to fetch'));
  expect((await caught(apiFetch('/stories'))).unreachable).toBe(true);
});

const KEY = 'Idempotency-Key';
const inTurn = (...answers: (Response | Error)[]) => {
  vi.useFakeTimers();
  const fetched = vi.fn<typeof fetch>(() => {
    const next = answers.shift() ?? new Error('asked too often');
    return next instanceof Error ? Promise.reject(next) : Promise.resolve(next);
  });
  vi.stubGlobal('fetch', fetched);
  return fetched;
};
const keysOf = (fetched: ReturnType<typeof inTurn>) => fetched.mock.calls.map(([, sent]) => new Headers(sent?.headers).get(KEY));
const busy = (after: string) => new Response('', { status: 503, headers: { 'Retry-After': after } });

test('what makes something is sent again with the same key when its answer is lost', async () => {
  const fetched = inTurn(new TypeError('dropped'), new Response('{"id":1}'));
  const call = apiJson('/stories', { method: 'POST', json: {}, once: true });
  await vi.advanceTimersByTimeAsync(1000);
  expect(await call).toEqual({ id: 1 });
  const [first, again] = keysOf(fetched);
  expect(first).toMatch(/^[0-9a-f]{32}$/);
  expect(again).toBe(first);
});

test('or when the server asks for it, and each submit has a key of its own', async () => {
  const fetched = inTurn(busy('5'), new Response('1'), new Response('2'));
  const call = apiJson('/stories', { method: 'POST', json: {}, once: true });
  await vi.advanceTimersByTimeAsync(4900);
  expect(fetched).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(100);
  expect(await call).toBe(1);
  expect(await apiJson('/stories', { method: 'POST', json: {}, once: true })).toBe(2);
  expect(new Set(keysOf(fetched)).size).toBe(2);
});

test('once more only, and never what was refused or might do harm', async () => {
  const twice = inTurn(busy('0'), busy('0'));
  const call = caught(apiFetch('/stories', { method: 'POST', once: true }));
  await vi.advanceTimersByTimeAsync(0);
  expect((await call).status).toBe(503);
  expect(twice).toHaveBeenCalledTimes(2);
  const refused = inTurn(problem(422, 'No.'));
  expect((await caught(apiFetch('/stories', { method: 'POST', once: true }))).status).toBe(422);
  expect(refused).toHaveBeenCalledTimes(1);
  const plain = inTurn(new TypeError('dropped'));
  expect((await caught(apiFetch('/passages/1/stop', { method: 'POST' }))).unreachable).toBe(true);
  expect(keysOf(plain)).toEqual([null]);
});

const CSRF = 'X-CSRF-Token';
const ada = { accounts: true, elsewhere: null, mail: false, gateway: null, csrf: 'fresh', user: { id: 1, name: 'ada', role: 'writer' as const, ...ALONE } };
const saidBy = (fetched: ReturnType<typeof inTurn>) => fetched.mock.calls.map(([, sent]) => new Headers(sent?.headers).get(CSRF));
const stale = () => problem(403, 'The page has to say it.', undefined, 'csrf');

test('a change says what was learnt with the session, a look does not', async () => {
  session.learn({ ...ada, csrf: 'first' });
  const fetched = inTurn(new Response('1'), new Response('2'));
  await apiFetch('/prompts', { method: 'DELETE' });
  await apiFetch('/prompts');
  expect(saidBy(fetched)).toEqual(['first', null]);
});

test('what is refused for it is asked once more, with what the session says by now', async () => {
  session.learn({ ...ada, csrf: 'first' });
  const fetched = inTurn(stale(), new Response(JSON.stringify(ada)), new Response('1'));
  expect(await apiJson('/prompts', { method: 'POST', json: {} })).toBe(1);
  expect(saidBy(fetched)).toEqual(['first', null, 'fresh']);
  const again = inTurn(stale(), new Response(JSON.stringify(ada)), stale());
  expect((await caught(apiFetch('/prompts', { method: 'POST' }))).kind).toBe('csrf');
  expect(again).toHaveBeenCalledTimes(3);
});

test('but not when the browser is somebody else’s by now', async () => {
  session.learn(ada);
  const bob = { ...ada, user: { ...ada.user, id: 2 } };
  const fetched = inTurn(stale(), new Response(JSON.stringify(bob)));
  await caught(apiFetch('/prompts', { method: 'POST' }));
  expect(fetched).toHaveBeenCalledTimes(2);
  expect(session.get().me?.id).toBe(2);
});

test('a 401 ends the sign-in, but a wrong password does not, nor an answer that comes late', async () => {
  session.learn(ada);
  answer(problem(401, 'They do not fit.', undefined, 'sign-in'));
  await caught(apiFetch('/session', { method: 'POST' }));
  expect(isIn(session.get())).toBe(true);

  let late: (response: Response) => void = () => undefined;
  const asked = vi.fn(() => new Promise<Response>((resolve) => (late = resolve)));
  vi.stubGlobal('fetch', asked);
  const call = caught(apiFetch('/stories'));
  await vi.waitFor(() => expect(asked).toHaveBeenCalled());
  session.learn({ ...ada, csrf: 'signed in again' });
  late(problem(401, 'Sign in first.', undefined, 'sign-in'));
  await call;
  expect(isIn(session.get())).toBe(true);

  answer(problem(401, 'Sign in first.', undefined, 'sign-in'));
  await caught(apiFetch('/stories'));
  expect(isIn(session.get())).toBe(false);
});

test('how long to wait is part of the error', async () => {
  answer(new Response('', { status: 429, headers: { 'Retry-After': '7' } }));
  expect((await caught(apiFetch('/session', { method: 'POST' }))).wait).toBe(7);
});
