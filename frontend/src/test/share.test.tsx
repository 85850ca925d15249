import { screen, waitFor, within } from '@testing-library/react';
import { expect, onTestFinished, test } from 'vitest';
import { TALES } from '@/mock/tales';
import { served } from './accounts';
import { openPage } from './page';

const FIRST = TALES.en.parts.map(([, , text]) => text).join('').split('\n\n')[0];

/** Ada's server, with a story that is written already. */
async function withStory(language = 'en') {
  const all = served();
  const { server, accounts } = all;
  server.pace = 1e6;
  server.accounts = null;
  const answer = await server.handle(new Request('http://localhost/api/stories', { method: 'POST', body: JSON.stringify({ prompt: 'A hedgehog', language }) }));
  const { id } = (await answer.json()) as { id: number };
  for (const draft of server.tables.drafts) draft.begun = 0;
  server.accounts = accounts;
  return { ...all, id };
}

/** What is asked of the server from now on. */
function asked(server: Awaited<ReturnType<typeof withStory>>['server']): string[] {
  const seen: string[] = [];
  const handle = server.handle.bind(server);
  server.handle = (request, prefix) => {
    seen.push(`${request.method} ${new URL(request.url).pathname}`);
    return handle(request, prefix);
  };
  return seen;
}

/** The window's own address, for what looks at it before the router does; with the base that index.html has. */
function standAt(address: string): void {
  const base = document.createElement('base');
  base.href = '/';
  document.head.append(base);
  history.replaceState(null, '', address);
  onTestFinished(() => {
    base.remove();
    history.replaceState(null, '', '/');
  });
}

test('a link is made for as long as one likes, shown once, and can be taken back', async () => {
  const { server, accounts, ada, id } = await withStory();
  accounts.enter(ada);
  const { user } = await openPage(`/stories/${id}`, { server });
  await user.click(await screen.findByRole('button', { name: 'Share by a link' }));
  const sheet = within(await screen.findByRole('dialog', { name: 'Share by a link' }));
  await sheet.findByText('There are none.');
  expect(sheet.getByLabelText<HTMLInputElement>('A month').checked).toBe(true);
  await user.click(sheet.getByLabelText('A week'));
  await user.click(sheet.getByRole('button', { name: 'Make the link' }));
  const link = await sheet.findByLabelText<HTMLInputElement>('The link');
  const [made] = accounts.shares;
  expect(link.value).toBe(`${new URL('shared', document.baseURI).href}#${made?.code ?? ''}`);
  expect(Date.parse(made?.expires_at ?? '') - Date.parse(made?.created_at ?? '')).toBeCloseTo(7 * 86_400_000, -3);

  await user.click(await sheet.findByRole('button', { name: /^Take back: Until/ }));
  await sheet.findByText('There are none.');
  expect(accounts.shares).toEqual([]);
  expect(screen.queryByDisplayValue(/shared#/)).toBeNull();
  expect(document.activeElement).toBe(sheet.getByRole('heading', { name: 'Links that hold' }));
  sheet.getByText('The link opens nothing any more.');
  await user.click(sheet.getByRole('button', { name: 'Make the link' }));
  await sheet.findByLabelText('The link');
  expect(sheet.queryByText('The link opens nothing any more.')).toBeNull();
});

test('a link that was made before is listed, and is never shown again', async () => {
  const { server, accounts, ada, id } = await withStory();
  accounts.enter(ada);
  accounts.share(id);
  const { user } = await openPage(`/stories/${id}`, { server, language: 'fr' });
  await user.click(await screen.findByRole('button', { name: 'Partager par un lien' }));
  await screen.findByRole('button', { name: /^Retirer: Jusqu’au/ });
  expect(screen.queryByDisplayValue(/story-/)).toBeNull();
});

test('where nobody else has an account there is nobody to share with', async () => {
  const { server, id } = await withStory();
  server.accounts = null;
  await openPage(`/stories/${id}`, { server });
  await screen.findByRole('button', { name: 'Print' });
  expect(screen.queryByRole('button', { name: 'Share by a link' })).toBeNull();
});

test('whoever has the link reads, and nobody asks who they are', async () => {
  const { server, accounts, id } = await withStory();
  const { code } = accounts.share(id);
  const seen = asked(server);
  standAt(`/shared#${code}`);
  const { router } = await openPage(`/shared#${code}`, { server });
  const title = await screen.findByRole('heading', { level: 1, name: TALES.en.title });
  expect(title.lang).toBe('en');
  expect(screen.getByTestId('passage-text').querySelector('p')?.textContent).toBe(FIRST);
  expect(screen.queryByRole('navigation')).toBeNull();
  expect(screen.queryByLabelText('Password')).toBeNull();
  expect(router.state.location.hash).toBe(code);
  expect(document.querySelector('meta[name="robots"]')?.getAttribute('content')).toBe('noindex');
  document.dispatchEvent(new Event('visibilitychange'));
  expect(seen).toEqual(['POST /api/shared']);
});

test('the story keeps its own language, whatever the page speaks', async () => {
  const { server, accounts, id } = await withStory('fr');
  const { code } = accounts.share(id);
  await openPage(`/shared#${code}`, { server });
  expect((await screen.findByTestId('passage-text')).lang).toBe('fr');
  expect((await screen.findByRole('heading', { level: 1 })).lang).toBe('fr');
});

test('a link that no longer holds says so kindly, and so does half a one', async () => {
  const { server } = await withStory();
  const { router } = await openPage('/shared#old', { server });
  await screen.findByRole('heading', { name: 'This story is no longer shared' });
  expect(screen.getByText(/Whoever sent it to you can give you another/)).toBeTruthy();
  await router.navigate({ to: '/shared', hash: '' });
  await screen.findByRole('heading', { name: 'A part of the link is missing' });
  await waitFor(() => expect(screen.queryByRole('heading', { name: 'Sign in' })).toBeNull());
});
