import type { Session } from '@/api/types';
import { apiJson } from './apiFetch';
import { session } from './session';

/** How long the outline stands while nobody says who is here. */
const PATIENCE = 5000;

/** What somebody shared is for anybody: who reads it is not asked. */
const isForAnybody = (): boolean => location.pathname === new URL('shared', document.baseURI).pathname;

/** Asks the server who is here. Never fails: what is not known is assumed, and asked for again later. */
export async function know(): Promise<void> {
  if (isForAnybody()) {
    session.assume();
    return;
  }
  const late = new Promise<'late'>((resolve) => setTimeout(() => resolve('late'), PATIENCE));
  const said = apiJson<Session>('/session').catch(() => null);
  const first = await Promise.race([said, late]);
  if (first === null || first === 'late') session.assume();
  else session.learn(first);
}

/** The same for a page that stands already; when no answer comes, nothing changes. */
export async function knowAgain(): Promise<void> {
  if (isForAnybody()) return;
  const before = session.get();
  const said = await apiJson<Session>('/session').catch(() => null);
  // Somebody who signed in or out meanwhile knows better.
  if (said && session.get() === before) session.learn(said);
}
