import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { TALES } from '@/mock/tales';
import { openFamily, type Scene } from './scene';

const HELD = 'Somebody looks at it first. It will be here when they have.';
const withHeld = ({ zoe, tell }: Scene) => `/stories/${tell(zoe, { language: 'en', readers: [1], held: true, more: true }).story}`;
const refusing = (reasons: string[]) => (scene: Scene) => {
  scene.families.unfit = { word: 'sword', reasons };
  return undefined;
};
const aStoryOfAdas = ({ ada, tell }: Scene) => {
  tell(ada, { language: 'en', family: true });
  return undefined;
};
const field = () => screen.findByLabelText('What is tonight’s story about?');

test('a child has a calm page: to write, the shelf, and their own settings', async () => {
  await openFamily('zoé', '/');
  await field();
  const places = within(screen.getByRole('navigation', { name: 'Pages' }));
  expect(places.getAllByRole('link').map((one) => one.textContent)).toEqual(['Write', 'Shelf', 'Settings']);
  expect(screen.queryByRole('button', { name: 'More choices' })).toBeNull();
  expect(screen.queryByRole('button', { name: /Add an idea|Edit|Keep/ })).toBeNull();
});

test('a child’s story is for themselves, and that cannot be taken away', async () => {
  const { user, server } = await openFamily('zoé', '/');
  await user.type(await field(), 'A fox on a roof');
  screen.getByText('for Zoé');
  expect(screen.queryByRole('button', { name: /For whom/ })).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Begin the story' }));
  await waitFor(() => expect(server.tables.stories[0]).toMatchObject({ readers: [{ id: 1, name: 'Zoé' }] }));
});

test('an idea is one press away for a child too', async () => {
  const { user } = await openFamily('zoé', '/');
  await user.click(await screen.findByText(/Two snails race/));
  expect(((await field()) as HTMLTextAreaElement).value).toMatch(/^Two snails race/);
});

test('a child who does not write yet is told whom to ask, and what there is to read', async () => {
  await openFamily('léo', '/', { before: aStoryOfAdas });
  await screen.findByRole('heading', { name: 'What shall we read tonight?' });
  await screen.findByText('Writing is not open here yet. Ada can open it: just ask.');
  await screen.findByText('by Ada');
  expect(screen.queryByRole('textbox')).toBeNull();
});

test('what belongs to the grown-ups is not on a child’s settings', async () => {
  await openFamily('zoé', '/settings');
  await screen.findByRole('heading', { name: 'This page' });
  expect(screen.queryByRole('heading', { name: 'What writes the stories' })).toBeNull();
  expect(screen.queryByRole('heading', { name: 'Usual wishes for a story' })).toBeNull();
  expect(screen.queryByRole('link', { name: /family|held back/i })).toBeNull();
});

test.each([
  ['en', HELD],
  ['fr', 'Quelqu’un la regarde d’abord. Elle sera ici juste après.'],
])('what is held is not shown to a child, and nothing of it can be changed (%s)', async (language, words) => {
  const { container } = await openFamily('zoé', '', { language, before: withHeld });
  await screen.findByText(words);
  expect(screen.queryByTestId('passage-text')).toBeNull();
  expect(container.textContent).not.toContain('plum stone');
  expect(screen.queryByLabelText(/What should happen next|Que devrait-il/)).toBeNull();
});

test('it appears by itself when a guardian has looked', async () => {
  const { server } = await openFamily('zoé', '', { before: withHeld });
  await screen.findByText(HELD);
  const [draft] = server.tables.drafts;
  server.letThrough(draft?.id ?? 0);
  await waitFor(() => expect(screen.getByTestId('passage-text').textContent).toBe(TALES.en.more), { timeout: 3000 });
  expect(screen.queryByText(HELD)).toBeNull();
  expect(screen.getByRole('button', { name: 'Continue' })).toBeTruthy();
});

test('what was shown once and is held since is not shown any longer', async () => {
  const { server } = await openFamily('zoé', '', { before: ({ zoe, tell }) => `/stories/${tell(zoe, { language: 'en' }).story}` });
  await screen.findByTestId('passage-text');
  Object.assign(server.tables.drafts[0] ?? {}, { held: true });
  const [story] = server.tables.stories;
  if (story) story.revision++;
  await screen.findByText(HELD, {}, { timeout: 3000 });
  expect(screen.queryByTestId('passage-text')).toBeNull();
});

test('a wish that does not suit is answered kindly, without the word, and the wish stays', async () => {
  const { user, server } = await openFamily('zoé', '/', { before: refusing(['weapons']) });
  await user.type(await field(), 'A sword');
  await user.click(screen.getByRole('button', { name: 'Begin the story' }));
  const said = await screen.findByRole('alert');
  expect(said.textContent).toBe('Let us find another idea for this one. Perhaps an animal, a journey or a riddle?');
  expect(document.activeElement).toBe(await field());
  expect(((await field()) as HTMLTextAreaElement).value).toBe('A sword');
  expect(server.tables.stories).toHaveLength(0);
  await user.type(await field(), ' of wood');
  expect(screen.queryByRole('alert')).toBeNull();
});

test('a child whose wish is about harm to themselves is pointed to somebody to talk to', async () => {
  const { user } = await openFamily('zoé', '/', { before: refusing(['self_harm']) });
  await user.type(await field(), 'A sword');
  await user.click(screen.getByRole('button', { name: 'Begin the story' }));
  expect((await screen.findByRole('alert')).textContent).toContain('it helps to tell a grown-up one trusts');
});

test('a grown-up is told why, and what to do', async () => {
  const { user } = await openFamily('ada', '/', { before: refusing(['weapons', 'moonlight']) });
  await user.type(await field(), 'A sword');
  await user.click(screen.getByRole('button', { name: 'Begin the story' }));
  expect((await screen.findByRole('alert')).textContent).toBe('This does not suit whom the story is for. A weapon has a part in it. Ask for it another way, or choose for whom it is.');
});

test('a gate that could not look says to try again', async () => {
  const { user } = await openFamily('ada', '/', { before: refusing(['unchecked']) });
  await user.type(await field(), 'A sword');
  await user.click(screen.getByRole('button', { name: 'Begin the story' }));
  expect((await screen.findByRole('alert')).textContent).toMatch(/^Nothing could look at this just now/);
});

test('going on with a wish that does not suit is answered beside its field, until the wish is another', async () => {
  const { user } = await openFamily('zoé', '', {
    before: (scene) => {
      refusing(['weapons'])(scene);
      return `/stories/${scene.tell(scene.zoe, { language: 'en', readers: [1] }).story}`;
    },
  });
  const wish = await screen.findByLabelText(/What should happen next/);
  await user.type(wish, 'A sword');
  await user.click(screen.getByRole('button', { name: 'Continue' }));
  expect((await screen.findByRole('alert')).textContent).toBe('Let us find another way for the story. What else could happen?');
  await user.type(wish, ' of wood');
  expect(screen.queryByRole('alert')).toBeNull();
});

test('a part that a gate stopped says so, kindly, and can go on another way', async () => {
  const stopped = (scene: Scene) => {
    const { story, draft } = scene.tell(scene.zoe, { language: 'en', readers: [1] });
    Object.assign(draft, { state: 'stopped', error: { code: 'unfit', message: '…' } });
    return `/stories/${story}`;
  };
  await openFamily('zoé', '', { before: stopped });
  await screen.findByText(/The story paused here\. It can go on another way\./);
  expect(screen.getByRole('button', { name: 'Go on another way' })).toBeTruthy();
  expect(screen.queryByRole('link', { name: 'See why' })).toBeNull();
});

test('a child may not keep keys or leave, and keeps password and sign-ins', async () => {
  await openFamily('zoé', '/settings/account');
  await screen.findByRole('heading', { name: 'Password' });
  expect(screen.queryByRole('heading', { name: 'Keys for your programs' })).toBeNull();
  expect(screen.queryByRole('button', { name: 'Leave this server' })).toBeNull();
});
