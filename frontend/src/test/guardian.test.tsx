import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { Note } from '@/api/types';
import { CATEGORIES } from '@/lib/unfit';
import { noteOf } from '@/mock/familyScene';
import { openPage } from './page';
import { openFamily, type Scene } from './scene';

const heldOfZoe = (notes: (scene: Scene, story: number, passage: number) => Note[] = () => []) => (scene: Scene) => {
  const { story, draft } = scene.tell(scene.zoe, { language: 'en', readers: [1], held: true, more: true });
  scene.families.notes = notes(scene, story, draft.id);
  return `/stories/${story}`;
};
const aStoryOfZoes = ({ zoe, tell }: Scene) => {
  tell(zoe, { language: 'en', title: 'Of the child' });
  return undefined;
};
const band = async () => within(await screen.findByRole('group', { name: 'waits for a guardian' }));

test('a guardian reads what is held, learns why, and shows it to the child', async () => {
  const because = heldOfZoe(({ zoe }, story_id, passage_id) => [noteOf(zoe, { where: 'whole', story_id, passage_id, reasons: [{ category: 'sadness', words: '', by: 'rules' }] })]);
  const { user, server } = await openFamily('ada', '', { before: because });
  const over = await band();
  over.getByText('Zoé does not see this yet.');
  await over.findByText('It is very sad for this age.');
  expect(screen.getByTestId('passage-text').textContent).toContain('plum stone');
  await user.click(over.getByRole('button', { name: 'Show it to Zoé' }));
  await waitFor(() => expect(screen.queryByRole('group', { name: 'waits for a guardian' })).toBeNull());
  expect(server.tables.drafts[0]?.held).toBe(false);
});

test('leaving it changes nothing, and it can be shown later', async () => {
  const { user, server } = await openFamily('ada', '', { before: heldOfZoe() });
  const over = await band();
  await over.findByText('A guardian looks at what is new before it is shown.');
  await user.click(over.getByRole('button', { name: 'Leave it' }));
  over.getByText('It stays as it is. You can show it later.');
  over.getByRole('button', { name: 'Show it to Zoé' });
  expect(server.tables.drafts[0]?.held).toBe(true);
});

test('a child’s story is there to read, and nobody else’s to change', async () => {
  await openFamily('ada', '', { before: ({ zoe, tell }) => `/stories/${tell(zoe, { language: 'en', readers: [1] }).story}` });
  await screen.findByTestId('passage-text');
  screen.getByText('Begun by Zoé');
  for (const verb of ['Continue', 'Edit', 'Another take', 'Change the title', 'Share by a link', 'Move to the trash']) expect(screen.queryByRole('button', { name: verb })).toBeNull();
  screen.getByRole('button', { name: 'Put on the family’s shelf' });
});

test('a story of one’s own is put on the family’s shelf and taken off again', async () => {
  const { user, server } = await openFamily('tom', '', { before: ({ tom, tell }) => `/stories/${tell(tom, { language: 'en' }).story}` });
  await user.click(await screen.findByRole('button', { name: 'Put on the family’s shelf' }));
  await user.click(await screen.findByRole('button', { name: 'Take off the family’s shelf' }));
  await waitFor(() => expect(server.tables.stories[0]?.family).toBe(false));
});

test('a story of somebody else that is paused goes on by itself, and its guardian knows where', async () => {
  const paused = ({ zoe, tell }: Scene) => {
    const { story, draft } = tell(zoe, { language: 'en', family: true });
    Object.assign(draft, { state: 'paused', error: { code: 'cap', message: 'A limit is reached.' } });
    return `/stories/${story}`;
  };
  const { unmount } = await openFamily('ada', '', { before: paused });
  await screen.findByText('It pauses here for now, and goes on by itself.');
  screen.getByRole('link', { name: 'A child’s limit can be raised on the family’s page' });
  expect(screen.queryByRole('button', { name: /Go on|Stop/ })).toBeNull();
  unmount();
  await openFamily('tom', '', { before: paused });
  await screen.findByText('It pauses here for now, and goes on by itself.');
  expect(screen.queryByRole('link', { name: /limit/ })).toBeNull();
});

test('a story of somebody else that stopped says so without a way to go on', async () => {
  const stopped = ({ ada, tell }: Scene) => {
    const { story, draft } = tell(ada, { language: 'en', family: true });
    draft.state = 'stopped';
    return `/stories/${story}`;
  };
  await openFamily('tom', '', { before: stopped });
  await screen.findByText('It was stopped here.');
  expect(screen.queryByRole('button', { name: 'Finish this part' })).toBeNull();
});

test('one turns from one’s own shelf to the family’s, where each book says whose it is', async () => {
  const { user, router } = await openFamily('tom', '/stories', {
    before: ({ ada, tom, tell }) => {
      tell(ada, { language: 'en', family: true, title: 'Of the sea' });
      tell(tom, { language: 'en', title: 'Of my own' });
      return undefined;
    },
  });
  await screen.findByText('Of my own', { selector: 'a span' });
  expect(screen.queryByText('Of the sea', { selector: 'a span' })).toBeNull();
  await user.click(screen.getByRole('link', { name: 'The family’s' }));
  await screen.findByText('by Ada');
  expect(screen.queryByText('Of my own', { selector: 'a span' })).toBeNull();
  expect(screen.queryByRole('button', { name: /^Delete/ })).toBeNull();
  expect(router.state.location.search).toEqual({ shelf: 'family' });
  await user.type(screen.getByLabelText('Search by title'), 'sea');
  await waitFor(() => expect(router.state.location.search).toEqual({ shelf: 'family', q: 'sea' }));
});

test('an empty family’s shelf says how it is filled', async () => {
  await openFamily('tom', '/stories?shelf=family');
  await screen.findByRole('heading', { name: 'Nothing on the family’s shelf yet' });
});

test('without a family there is one shelf', async () => {
  await openPage('/stories');
  await screen.findByRole('heading', { name: 'The shelf' });
  expect(screen.queryByRole('navigation', { name: 'Whose stories' })).toBeNull();
});

test('a child’s shelf is one press away from the family’s page', async () => {
  const { user } = await openFamily('ada', '/family', { before: aStoryOfZoes });
  await user.click(await screen.findByRole('link', { name: 'Their stories: Zoé' }));
  await screen.findByRole('heading', { level: 1, name: 'Zoé’s shelf' });
  await screen.findByText('Of the child', { selector: 'a span' });
});

test('what was held back is told with whose, why, and what can be done; its words behind a fold', async () => {
  const { user } = await openFamily('ada', '/notes', {
    before: ({ zoe, ada, families }) => {
      families.notes = [
        noteOf(zoe, { id: 2, reasons: [{ category: 'violence', words: 'fights', by: 'rules' }, { category: 'avoid', words: 'wolf', by: 'rules' }], text: 'A knight fights a wolf' }),
        noteOf(ada, { id: 1, where: 'piece', story_id: 7, band: '6-8', reasons: [{ category: 'fear', words: '', by: 'rules' }] }),
      ];
      return undefined;
    },
  });
  const first = within((await screen.findByRole('heading', { name: 'Zoé asked for something' })).closest('li') as HTMLElement);
  first.getByText('Somebody is hurt, or fights. It has something in it that this reader would rather not meet. It was not begun.');
  const fold = first.getByText('Show what was asked');
  expect(fold.closest('details')?.open).toBe(false);
  await user.click(fold);
  first.getByText('Noticed: fights, wolf');
  expect(first.getByRole('link', { name: 'Change what suits them' }).getAttribute('href')).toMatch(/\/readers$/);
  const second = within((await screen.findByRole('heading', { name: 'A story of yours was about to say something' })).closest('li') as HTMLElement);
  expect(second.getByRole('link', { name: 'Open the story' }).getAttribute('href')).toMatch(/\/stories\/7$/);
});

test('nothing held back is said to be so, and a child does not see the list', async () => {
  const { unmount } = await openFamily('tom', '/notes');
  await screen.findByRole('heading', { name: 'Nothing was held back' });
  unmount();
  await openFamily('zoé', '/notes');
  await screen.findByRole('heading', { name: 'This page is for the grown-ups' });
});

test.each(['en', 'fr'])('every reason has a plain sentence (%s)', async (language) => {
  const notes = (scene: Scene) => {
    scene.families.notes = CATEGORIES.map((category, index) => noteOf(scene.ada, { id: 100 - index, reasons: [{ category, words: '', by: 'rules' }], text: category }));
    return undefined;
  };
  const { container } = await openFamily('ada', '/notes', { language, before: notes });
  await waitFor(() => expect(container.querySelectorAll('main ol > li')).toHaveLength(CATEGORIES.length));
  const said = [...container.querySelectorAll('main ol > li > p')].map((one) => one.textContent);
  expect(new Set(said).size).toBe(CATEGORIES.length);
  expect(said.join(' ')).not.toContain('fit.why');
});

test('a reader’s sheet says what suits them by age, and lets one choose otherwise', async () => {
  const { user, server } = await openFamily('ada', '/readers');
  await user.click(await screen.findByRole('button', { name: 'Edit Zoé' }));
  screen.getByText(/Now: From 3 to 5\./, { selector: 'p small' });
  await user.click(screen.getByText('Choose otherwise'));
  await user.click(screen.getByLabelText(/^From 9 to 12/));
  await user.click(screen.getByLabelText(/^A guardian looks first/));
  await user.click(screen.getByLabelText(/^Share with the family/));
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(server.tables.readers[0]).toMatchObject({ band: '9-12', preview: false, family: false }));
});

test('a reader of the family that is not one’s own is shown, marked, and left as it is', async () => {
  await openFamily('ada', '/readers');
  const card = within((await screen.findByRole('heading', { name: /^Tom/ })).closest('li') as HTMLElement);
  card.getByText('the family’s');
  expect(card.queryByRole('button')).toBeNull();
});

test('without accounts nobody looks first and nothing is shared, but what suits a reader is chosen', async () => {
  const { user } = await openPage('/readers');
  await user.click(await screen.findByRole('button', { name: 'Edit Zoé' }));
  screen.getByText('Choose otherwise');
  expect(screen.queryByLabelText(/A guardian looks first|Share with the family/)).toBeNull();
});

test('who wrote a story shows it themselves; on the family’s shelf it waits for them', async () => {
  const heldOfTom = ({ tom, tell }: Scene) => `/stories/${tell(tom, { language: 'en', readers: [1], held: true, family: true }).story}`;
  const { user, server, unmount } = await openFamily('tom', '', { before: heldOfTom });
  await user.click((await band()).getByRole('button', { name: 'Show it to Zoé' }));
  await waitFor(() => expect(server.tables.drafts[0]?.held).toBe(false));
  unmount();
  await openFamily('ada', '', { before: heldOfTom });
  await (await band()).findByText('Whoever began the story can show it.');
  expect((await band()).queryByRole('button')).toBeNull();
});

test('where there is no family, it is said whom it may not suit', async () => {
  const alone = ({ families, tom, tell }: Scene) => {
    families.kin.delete(tom.id);
    return `/stories/${tell(tom, { language: 'en', readers: [1], held: true }).story}`;
  };
  const { user, server } = await openFamily('tom', '', { before: alone });
  const over = await band();
  over.getByText('This may not suit Zoé.');
  await user.click(over.getByRole('button', { name: 'It suits them all the same' }));
  await waitFor(() => expect(server.tables.drafts[0]?.held).toBe(false));
});
