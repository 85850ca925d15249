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
  if (new URLSearchParams(location.search).has('accounts')) {
    server.accounts = new MockAccounts();
    server.accounts.add('ada', 'administrator');
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
