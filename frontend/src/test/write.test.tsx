import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { openPage } from './page';

const field = () => screen.findByLabelText('What is tonight’s story about?');
const card = async (words: string) => {
  const item = (await screen.findByText(words)).closest('li');
  if (!item) throw new Error('the idea is not on a card');
  return within(item);
};

test('a first visitor begins a story without reading anything else', async () => {
  const { server, user, router } = await openPage('/');
  await user.type(await field(), 'A fox on a roof');
  await user.click(screen.getByRole('button', { name: 'Begin the story' }));
  await waitFor(() => expect(router.state.location.pathname).toMatch(/^\/stories\/\d+$/));
  expect(server.tables.stories[0]).toMatchObject({ prompt: 'A fox on a roof', genre: 'bedtime', tone: 'calm', length_words: 260 });
});

test('an empty wish is answered kindly, beside the field', async () => {
  const { server, user } = await openPage('/');
  await field();
  await user.click(screen.getByRole('button', { name: 'Begin the story' }));
  expect(screen.getByRole('alert').textContent).toContain('Say in a few words');
  expect(document.activeElement).toBe(await field());
  expect(server.tables.stories).toHaveLength(0);
});

test('what was typed is there again after a reload', async () => {
  const { user, unmount } = await openPage('/');
  await user.type(await field(), 'A lighthouse');
  unmount();
  await openPage('/');
  expect(((await field()) as HTMLTextAreaElement).value).toBe('A lighthouse');
});

test('the sentence changes as one chooses', async () => {
  const { server, user } = await openPage('/');
  await user.type(await field(), 'A fox');
  await user.click(screen.getByRole('button', { name: 'Mood: calm' }));
  await user.click(await screen.findByLabelText('Brave'));
  await user.click(screen.getByRole('button', { name: 'For whom: for anyone' }));
  await user.click(await screen.findByLabelText(/Zoé/));
  await screen.findByRole('button', { name: 'For whom: for Zoé' });
  await user.click(screen.getByRole('button', { name: 'Begin the story' }));
  await waitFor(() => expect(server.tables.stories[0]).toMatchObject({ tone: 'brave', readers: [{ id: 1, name: 'Zoé' }] }));
});

test('a language the model cannot write freely is not offered for free writing, and the page says why', async () => {
  const { user } = await openPage('/');
  await user.click(await screen.findByRole('button', { name: /^Language/ }));
  await user.click(await screen.findByLabelText('French'));
  await user.click(screen.getByRole('button', { name: 'More choices' }));
  const free = screen.getByLabelText(/^Free/);
  expect((free as HTMLInputElement).disabled).toBe(true);
  expect(screen.getByText(/only learned English/)).toBeTruthy();
});

test('an idea is one press away from the field', async () => {
  const { user } = await openPage('/');
  await user.click(await screen.findByText(/Two snails race/));
  expect(((await field()) as HTMLTextAreaElement).value).toMatch(/^Two snails race/);
});

test('ideas are searched, added, edited and deleted, and a deletion can be undone', async () => {
  const { server, user } = await openPage('/');
  await user.type(await screen.findByLabelText('Search the ideas'), 'phare');
  await waitFor(() => expect(screen.queryByText(/Two snails/)).toBeNull());
  await user.clear(screen.getByLabelText('Search the ideas'));

  await user.click(screen.getByRole('button', { name: 'Add an idea' }));
  await user.type(screen.getByLabelText('The idea'), 'A kite');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await user.click((await card('A kite')).getByRole('button', { name: /Edit/ }));
  await user.type(screen.getByLabelText('The idea'), ' with no string');
  await user.click(screen.getByRole('button', { name: 'Save' }));

  await user.click((await card('A kite with no string')).getByRole('button', { name: /Delete/ }));
  await waitFor(() => expect(server.tables.prompts.some((prompt) => prompt.content.startsWith('A kite'))).toBe(false));
  await user.click(await screen.findByRole('button', { name: 'Undo' }));
  await screen.findByText('A kite with no string');
});

test('the page speaks French, with vous', async () => {
  await openPage('/', { language: 'fr' });
  await screen.findByLabelText(/De quoi parlera l’histoire de ce soir/);
  expect(screen.getByRole('button', { name: 'Commencer l’histoire' })).toBeTruthy();
});
