import { MockAccounts } from './accounts';
import { furnished, PEOPLE } from './familyScene';
import { MockServer } from './server';
import { apiBase } from '@/lib/apiFetch';
import type { Tables } from './data';

const KEPT = 'raconteur.mock';

/** Puts the mock in front of `fetch`, keeping its tables for as long as the tab lives. */
export function installMock(): void {
  // Asked of a server that is not there, before the mock was.
  delete window.raconteurEarly;
  const kept = sessionStorage.getItem(KEPT);
  const params = new URLSearchParams(location.search);
  // `?family=zoé`: an evening of a family, as one of them sees it.
  const who = PEOPLE.find((name) => name === params.get('family'));
  const scene = who === undefined ? null : furnished(document.documentElement.lang === 'fr' || navigator.language.startsWith('fr') ? 'fr' : 'en');
  const server = scene?.server ?? new MockServer(kept === null ? undefined : (JSON.parse(kept) as Tables));
  const person = scene?.accounts.people.find(({ name }) => name === who);
  if (scene && person) scene.accounts.enter(person);
  if (params.has('accounts')) {
    const accounts = new MockAccounts();
    const people = [accounts.add('ada', 'administrator'), accounts.add('bob')];
    const me = people.find(({ name }) => name === params.get('accounts'));
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
    if (!scene) sessionStorage.setItem(KEPT, JSON.stringify(server.tables));
    return response;
  };
  Object.assign(globalThis, { mockServer: server });
}
