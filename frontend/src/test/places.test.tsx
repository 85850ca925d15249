import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { MockServer, problem } from '@/mock/server';
import { openPage } from './page';

async function withStories(...titles: string[]): Promise<MockServer> {
  const server = new MockServer();
  for (const title of titles) {
    await server.handle(new Request('http://localhost/api/stories', { method: 'POST', body: JSON.stringify({ prompt: 'x', title, language: 'en' }) }));
  }
  return server;
}

test('an empty shelf invites', async () => {
  await openPage('/stories');
  await screen.findByRole('heading', { name: 'The shelf is empty tonight' });
  expect(screen.getByRole('link', { name: 'Begin a story' }).getAttribute('href')).toBe('/');
});

test('titles are found as one types, without minding accents, and the words are in the address', async () => {
  const { user, router } = await openPage('/stories', { server: await withStories('L’été', 'Winter') });
  await user.type(await screen.findByLabelText('Search by title'), 'ete');
  await waitFor(() => expect(screen.queryByRole('link', { name: 'Winter' })).toBeNull());
  expect(screen.getByRole('link', { name: 'L’été' })).toBeTruthy();
  expect(router.state.location.search).toEqual({ q: 'ete' });
});

test('a deleted story can be taken back from the toast', async () => {
  const { user } = await openPage('/stories', { server: await withStories('Tea') });
  await user.click(await screen.findByRole('button', { name: 'Delete “Tea”' }));
  await screen.findByText('The shelf is empty tonight');
  await user.click(await screen.findByRole('button', { name: 'Undo' }));
  await screen.findByRole('link', { name: 'Tea' });
});

test('the trash gives back, and deletes for good only when asked twice', async () => {
  const server = await withStories('Tea', 'Rain');
  for (const story of server.tables.stories) story.deleted_at = '2026-01-01T00:00:00Z';
  const { user } = await openPage('/trash', { server });
  await user.click(await screen.findByRole('button', { name: 'Put back: Tea' }));
  await waitFor(() => expect(screen.queryByRole('link', { name: 'Tea' })).toBeNull());
  await user.click(screen.getByRole('button', { name: 'Delete for good: Rain' }));
  await user.click(screen.getByRole('button', { name: 'Yes, delete it' }));
  await screen.findByText('The trash is empty');
  expect(server.tables.stories.map((story) => story.title)).toEqual(['Tea']);
});

test('a reader is added with what they like, changed, and taken off the list', async () => {
  const { server, user } = await openPage('/readers');
  await user.click(await screen.findByRole('button', { name: 'Add a reader' }));
  await user.click(screen.getByRole('button', { name: 'Save' }));
  expect(screen.getByText('A name is needed.')).toBeTruthy();
  await user.type(screen.getByLabelText('Name'), 'Nour');
  await user.type(screen.getByLabelText('Likes'), 'whales, jam');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await screen.findByRole('heading', { name: 'Nour' });
  expect(server.tables.readers.at(-1)).toMatchObject({ name: 'Nour', likes: ['whales', 'jam'] });

  await user.click(screen.getByRole('button', { name: 'Edit Nour' }));
  await user.type(screen.getByLabelText('Age, in years'), '7');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await screen.findByText('7 years old');
  await user.click(screen.getByRole('button', { name: 'Delete Nour' }));
  await user.click(screen.getByRole('button', { name: 'Yes, take off the list' }));
  await waitFor(() => expect(screen.queryByRole('heading', { name: 'Nour' })).toBeNull());
});

test('usual wishes are kept as soon as they are chosen', async () => {
  const { server, user } = await openPage('/settings');
  await user.click(await screen.findByLabelText('Wild'));
  await waitFor(() => expect(server.tables.config.tone).toBe('wild'));
  await user.click(screen.getByText('In numbers'));
  await user.clear(screen.getByLabelText('Words in a story'));
  await user.type(screen.getByLabelText('Words in a story'), '90{Enter}');
  expect(screen.getByText('A whole number from 100 to 2,000.')).toBeTruthy();
  await user.type(screen.getByLabelText('Words in a story'), '0{Enter}');
  await waitFor(() => expect(server.tables.config.length_words).toBe(900));
});

test('the usual way of writing is kept, and offers only what the usual model can write', async () => {
  const { server, user } = await openPage('/settings');
  const languages = () => within(screen.getByLabelText('Language of the story')).getAllByRole('option').map((option) => option.textContent);
  await screen.findByText('SmolLM2 135M writes guided tales.');
  expect(languages()).toEqual(['The reader’s, or the page’s', 'English', 'French']);
  await user.click(screen.getByRole('radio', { name: /^Free/ }));
  await waitFor(() => expect(server.tables.config.craft).toBe('free'));
  expect(languages()).toEqual(['The reader’s, or the page’s', 'English']);

  await user.click(screen.getByRole('radio', { name: /^As suits the model/ }));
  await user.selectOptions(screen.getByLabelText('Language of the story'), 'French');
  const free = screen.getByRole<HTMLInputElement>('radio', { name: /^Free This small model only learned English; in other languages/ });
  expect(free.disabled).toBe(true);
  await waitFor(() => expect(server.tables.config).toMatchObject({ craft: null, language: 'fr' }));
});

test('a model writes one sentence to show that it answers', async () => {
  const { user } = await openPage('/settings');
  await user.click((await screen.findAllByRole('button', { name: 'Write one sentence' }))[0] as HTMLElement);
  await screen.findByText(/The kettle hummed/);
});

test('the page is turned into French where it stands', async () => {
  const { user } = await openPage('/settings');
  await user.click(await screen.findByLabelText('Français'));
  await screen.findByRole('heading', { name: 'Réglages' });
  expect(document.documentElement.lang).toBe('fr');
});

test('what the server refuses is said in the page’s language, beside the field it is about', async () => {
  const server = new MockServer();
  const answer = server.handle.bind(server);
  server.handle = (request) => (request.method === 'POST' ? Promise.resolve(problem(422, 'Some fields cannot be used.', { 'likes.2': ['String should have at most 60 characters'] })) : answer(request));
  const { user } = await openPage('/readers', { server, language: 'fr' });
  await user.click(await screen.findByRole('button', { name: 'Ajouter un lecteur' }));
  await user.type(screen.getByLabelText('Prénom'), 'Nour');
  await user.click(screen.getByRole('button', { name: 'Enregistrer' }));
  await waitFor(() => expect(screen.getByLabelText('Aime').getAttribute('aria-invalid')).toBe('true'));
  expect(screen.getAllByText('Jusqu’à 30 choses aimées, de 60 caractères au plus chacune.').length).toBeGreaterThan(0);
  expect(screen.queryByText(/String should/)).toBeNull();
});

test('an address that leads nowhere says so', async () => {
  await openPage('/nowhere');
  await screen.findByRole('heading', { name: 'There is no page here' });
});

test('a server that does not answer is one thin line, and the page comes back by itself', async () => {
  const server = new MockServer();
  const handle = server.handle.bind(server);
  server.handle = () => Promise.reject(new TypeError('Failed to fetch'));
  await openPage('/readers', { server });
  await screen.findByText(/The server does not answer\. Trying again/);
  server.handle = handle;
  dispatchEvent(new Event('online'));
  await screen.findByRole('heading', { name: 'Zoé' }, { timeout: 4000 });
});
