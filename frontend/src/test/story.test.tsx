import { act, screen, waitFor } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import { MockServer, problem } from '@/mock/server';
import { TALES } from '@/mock/tales';
import { keepEdit } from '@/features/story/edit/kept';
import { openPage } from './page';

const OPENING = TALES.en.parts.map(([, , text]) => text).join('');
const shown = () => screen.getAllByTestId('passage-text').map((part) => [...part.querySelectorAll('p')].map((p) => p.textContent).join('\n\n')).join('\n\n');

/** A server that types fast, with one story asked for. */
async function begun(setUp: (server: MockServer) => void = () => undefined): Promise<{ server: MockServer; address: string }> {
  const server = new MockServer();
  server.pace = 4000;
  server.beat = 5;
  setUp(server);
  const body = JSON.stringify({ prompt: 'A hedgehog', language: 'en' });
  const answer = await server.handle(new Request('http://localhost/api/stories', { method: 'POST', body }));
  const { id } = (await answer.json()) as { id: number };
  return { server, address: `/stories/${id}` };
}
const whole = () => waitFor(() => expect(shown()).toBe(OPENING), { timeout: 4000 });

beforeEach(() => vi.useRealTimers());

test('a story appears as it is written, each word once', async () => {
  const { server, address } = await begun();
  await openPage(address, { server });
  await screen.findByText('Finding a first sentence…');
  await whole();
  expect(document.title).toBe('Pip and the Borrowed Lantern · Raconteur');
  expect(screen.getByText('Written by SmolLM2 135M with our book of tales')).toBeTruthy();
});

test('a line that drops again and again loses nothing', async () => {
  const { server, address } = await begun((one) => {
    one.dropAfter = 900;
    one.pace = 3000;
  });
  vi.spyOn(Math, 'random').mockReturnValue(0);
  await openPage(address, { server });
  await whole();
});

test('the screen reader hears whole sentences', async () => {
  const { server, address } = await begun((one) => (one.pace = 400));
  await openPage(address, { server });
  const heard = () => document.querySelector('[aria-live="polite"][lang="en"]')?.textContent ?? '';
  await waitFor(() => expect(heard()).toMatch(/[.!?”]$/), { timeout: 4000 });
  expect(OPENING).toContain(heard());
});

test('stopping keeps what was written, and it can be finished later', async () => {
  const { server, address } = await begun((one) => (one.pace = 300));
  const { user } = await openPage(address, { server });
  await waitFor(() => expect(shown().length).toBeGreaterThan(20), { timeout: 4000 });
  await user.click(screen.getByRole('button', { name: 'Stop here' }));
  await screen.findByText(/You stopped here\. Your \d+ words are safe\./);
  const kept = shown();
  expect(OPENING.startsWith(kept.slice(0, -1))).toBe(true);
  for (const draft of server.tables.drafts) draft.pace = 4000;
  await user.click(screen.getByRole('button', { name: 'Finish this part' }));
  await whole();
});

test('a failure says what happened, what is safe, and what to do', async () => {
  const { server, address } = await begun((one) => (one.failAt = 150));
  const { user } = await openPage(address, { server });
  await screen.findByText(/The model stopped answering\. Your \d+ words are safe\./, {}, { timeout: 4000 });
  await user.click(screen.getByRole('button', { name: 'Try again' }));
  await whole();
});

test('a model that is away is named calmly, and the story goes on when it is back', async () => {
  const { server, address } = await begun((one) => (one.awayAt = 150));
  await openPage(address, { server });
  const words = 'SmolLM2 135M does not answer just now. The story goes on by itself as soon as it does.';
  await screen.findByText(words, {}, { timeout: 4000 });
  expect(screen.getByRole('button', { name: 'Stop here' })).toBeTruthy();
  expect(screen.queryByRole('alert')).toBeNull();
  for (const draft of server.tables.drafts) draft.awayAt = null;
  await whole();
  expect(screen.queryByText(words)).toBeNull();
});

test('before the first word too, and it can be stopped', async () => {
  const { server, address } = await begun((one) => (one.awayAt = 0));
  const { user } = await openPage(address, { server });
  await screen.findByText(/does not answer just now/, {}, { timeout: 4000 });
  expect(screen.queryByText('Finding a first sentence…')).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Stop here' }));
  await screen.findByText('You stopped here. Nothing was written yet.');
});

test('a story goes on, with a wish, and another take is turned like a page', async () => {
  const { server, address } = await begun();
  const { user } = await openPage(address, { server });
  await whole();
  await user.type(screen.getByLabelText(/What should happen next/), 'They find a plum stone');
  await user.click(screen.getByRole('button', { name: 'Continue' }));
  await screen.findByText('The wish: They find a plum stone');
  await waitFor(() => expect(shown()).toBe(`${OPENING}\n\n${TALES.en.more}`), { timeout: 4000 });

  await user.click(screen.getAllByRole('button', { name: 'Another take' })[0] as HTMLElement);
  await screen.findByText('2 of 2');
  await screen.findByLabelText(/What should happen next/, {}, { timeout: 4000 });
  await user.click(screen.getByRole('button', { name: 'Previous take' }));
  await waitFor(() => expect(shown()).toBe(`${OPENING}\n\n${TALES.en.more}`), { timeout: 4000 });
});

test('a title is changed by hand', async () => {
  const { server, address } = await begun();
  const { user } = await openPage(address, { server });
  await whole();
  await user.click(screen.getByRole('button', { name: 'Change the title' }));
  const field = screen.getByLabelText('Title');
  await user.clear(field);
  await user.type(field, 'Pip goes out{Enter}');
  await waitFor(() => expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Pip goes out'));
});

test('who wrote what is shown when asked', async () => {
  const { server, address } = await begun();
  const { user } = await openPage(address, { server });
  await whole();
  await user.click(screen.getByRole('button', { name: 'Where the words come from' }));
  const mine = await screen.findByText('a jar of plum stones that rattled like rain');
  expect(mine.dataset.origin).toBe('model');
  expect(screen.getByText('our book of tales, chosen by the model')).toBeTruthy();
});

test('an edit that came second keeps the person’s text and lets them choose', async () => {
  const { server, address } = await begun();
  const { user } = await openPage(address, { server });
  await whole();
  await user.click(screen.getByRole('button', { name: 'Edit' }));
  const editor = await screen.findByRole('textbox', { name: 'Editing this part' }, { timeout: 4000 });
  const draft = server.tables.drafts[0];
  if (!draft) throw new Error('no draft');
  Object.assign(draft, { text: 'Theirs.', revision: 2 });
  await act(() => user.type(editor, 'Mine: '));
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await screen.findByText(/Your text is still here/);
  expect(screen.getByText('Theirs.')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Keep mine' }));
  await waitFor(() => expect(draft.revision).toBe(3));
  expect(draft.text).not.toBe('Theirs.');
});

test('an earlier version is read and put back, and what was typed meanwhile is a version too', async () => {
  const { server, address } = await begun();
  const { user } = await openPage(address, { server });
  await whole();
  const first = shown();
  const [draft] = server.tables.drafts;
  if (!draft) throw new Error('no draft');
  const edit = async (typed: string) => {
    keepEdit(draft.id, { text: typed, revision: draft.revision });
    await user.click(screen.getByRole('button', { name: 'Edit' }));
    await screen.findByRole('textbox', { name: 'Editing this part' }, { timeout: 4000 });
    await user.click(screen.getByText('Earlier versions'));
  };
  await edit('Mine.');
  await screen.findByText('This part has had no other text so far.');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Edit' })));

  await edit('Mine again.');
  await user.click(await screen.findByText(/as it was written/));
  await user.click(screen.getByRole('button', { name: 'Put this version back' }));
  await waitFor(() => expect(shown()).toBe(first));
  expect(draft.past.map(({ text }) => text)).toEqual(['Mine again.', 'Mine.', first]);
});

test('versions that cannot be fetched say so and can be asked for again', async () => {
  const { server, address } = await begun();
  const { user } = await openPage(address, { server });
  await whole();
  const answer = server.handle.bind(server);
  let broken = true;
  server.handle = (request) => (broken && request.url.endsWith('/revisions') ? Promise.resolve(problem(404, 'Gone.')) : answer(request));
  await user.click(screen.getByRole('button', { name: 'Edit' }));
  await user.click(await screen.findByText('Earlier versions', {}, { timeout: 4000 }));
  await screen.findByText('It is not here any more.');
  broken = false;
  await user.click(screen.getByRole('button', { name: 'Try again' }));
  await screen.findByText('This part has had no other text so far.');
});

test('a story that is not there is said to be missing', async () => {
  await openPage('/stories/999');
  await screen.findByRole('heading', { name: 'This story is not here' });
});
