import { MockAccounts } from './accounts';
import { MockServer } from './server';
import { apiBase } from '@/lib/apiFetch';
import type { Tables } from './data';

const KEPT = 'raconteur.mock';

/** Puts the mock in front of `fetch`, keeping its tables for as long as the tab lives. */
export function installMock(): void {
  // Asked of a server that is not there, before the mock was.
  delete window.raconteurEarly;
  const kept = sessionStorage.getItem(KEPT);
  const server = new MockServer(kept === null ? undefined : (JSON.parse(kept) as Tables));
  const wanted = new URLSearchParams(location.search);
  if (wanted.has('accounts')) {
    const accounts = new MockAccounts();
    const people = [accounts.add('ada', 'administrator'), accounts.add('bob')];
    const me = people.find(({ name }) => name === wanted.get('accounts'));
    // ?accounts=ada is Ada, signed in; ?accounts alone is the door.
    if (me) accounts.enter(me);
    server.accounts = accounts;
  }
  const real = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    if (!request.url.startsWith(apiBase())) return real(input, init);
    await new Promise((resolve) => setTimeout(resolve, 80));
    const response = await server.handle(request);
    sessionStorage.setItem(KEPT, JSON.stringify(server.tables));
    return response;
  };
  Object.assign(globalThis, { mockServer: server });
}
