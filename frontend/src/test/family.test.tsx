import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { familyScene, type Who } from '@/mock/familyScene';
import { openAs } from './accounts';
import { openPage } from './page';
import { openFamily as openScene, type Scene } from './scene';

const openFamily = (who: Who, before?: (scene: Scene) => undefined) => openScene(who, '/family', before ? { before } : {});
const row = async (name: string) => {
  const item = (await screen.findByRole('heading', { name: new RegExp(`^${name}`) })).closest('li');
  if (!item) throw new Error(`${name} is on no row`);
  return within(item);
};

test('whoever has no family is told what one is for, and makes one', async () => {
  const scene = familyScene();
  scene.families.rows = [];
  scene.families.kin.clear();
  scene.accounts.enter(scene.tom);
  const { user } = await openPage('/family', { server: scene.server });
  await screen.findByRole('heading', { level: 1, name: 'You have no family here yet' });
  await user.click(screen.getByRole('button', { name: 'Make a family' }));
  const sheet = within(screen.getByRole('dialog', { name: 'Make a family' }));
  await user.click(sheet.getByRole('button', { name: 'Make it' }));
  sheet.getByText('A name is needed.');
  await user.type(sheet.getByLabelText('Its name'), 'The Elms{Enter}');
  await screen.findByRole('heading', { level: 1, name: 'The Elms' });
  await screen.findByText(/You are a guardian here/);
  await screen.findByText('No child yet. Invite one, and choose what they may do.');
  expect(screen.getByRole('link', { name: 'Family' })).toBeTruthy();
});

test('a guardian sees who belongs together, and as which reader a child reads', async () => {
  await openFamily('ada');
  (await row('Zoé')).getByText('Reads as Zoé, with what suits 3 to 5 years. Writes too.');
  (await row('Léo')).getByText(/Tied to no reader yet.*Does not write yet\./);
  (await row('Ada')).getByText('you');
  (await row('Tom')).getByRole('button', { name: 'Make a guardian: Tom' });
});

test('a child is invited as one of the readers, by a link that is shown once', async () => {
  const { user, accounts } = await openFamily('ada');
  await user.click(await screen.findByRole('button', { name: 'Invite a child' }));
  await user.selectOptions(screen.getByLabelText('Which reader is the child?'), 'Tom');
  await user.click(screen.getByRole('button', { name: 'Make the link' }));
  const sheet = within(await screen.findByRole('dialog', { name: 'The invitation is ready' }));
  expect(accounts.open[0]?.role).toBe('reader');
  expect(sheet.getByLabelText<HTMLInputElement>('The link').value).toContain(`welcome#${accounts.open[0]?.code ?? ''}`);
});

test('a grown-up is invited, and made a guardian later', async () => {
  const { user, accounts, families, tom } = await openFamily('ada');
  await user.click(await screen.findByRole('button', { name: 'Invite a grown-up' }));
  await user.click(screen.getByLabelText(/^Guardian/));
  await user.click(screen.getByRole('button', { name: 'Make the link' }));
  await user.click(within(await screen.findByRole('dialog', { name: 'The invitation is ready' })).getByRole('button', { name: 'Done' }));
  expect(accounts.open[0]?.role).toBe('writer');
  await user.click((await row('Tom')).getByRole('button', { name: 'Make a guardian: Tom' }));
  await (await row('Tom')).findByText('Guardian: looks after the children and their stories.');
  expect(families.of(tom.id).guardian).toBe(true);
});

test('a child is tied to a reader, and may write from then on', async () => {
  const { user, families, leo } = await openFamily('ada');
  await user.click((await row('Léo')).getByRole('button', { name: 'Change: Léo' }));
  await user.selectOptions(screen.getByLabelText('Which reader is the child?'), 'Tom');
  await user.click(screen.getByLabelText(/^May write/));
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await (await row('Léo')).findByText('Reads as Tom, with what suits 9 to 12 years. Writes too.');
  expect(families.of(leo.id)).toMatchObject({ reader_id: 2, may_write: true });
});

test('how much a child may use is said in words, and no more than everybody may', async () => {
  const { user, families, server, zoe } = await openFamily('ada');
  server.house.limits.each_tokens_a_day = 5000;
  await user.click((await row('Zoé')).getByRole('button', { name: 'Change: Zoé' }));
  const field = screen.getByLabelText('Words a day');
  await user.type(field, 'many');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  screen.getByText(/A whole number of words/);
  await user.clear(field);
  await user.type(field, '7,000');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await screen.findByText(/This is more than each person here may use/);
  expect(families.of(zoe.id).tokens_a_day).toBeNull();
  await user.clear(field);
  await user.type(field, '700');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await (await row('Zoé')).findByText('May use about 700 words a day.');
  expect(families.of(zoe.id).tokens_a_day).toBe(1000);
});

test('a child’s account is removed for good when asked twice', async () => {
  const { user, accounts, zoe } = await openFamily('ada');
  await user.click((await row('Zoé')).getByRole('button', { name: 'Remove the account: Zoé' }));
  screen.getByText(/It is stopped at once.*In 14 days everything of Zoé here is gone/);
  expect(accounts.leaving.has(zoe.id)).toBe(false);
  await user.click(screen.getByRole('button', { name: 'Yes, remove it for good' }));
  await waitFor(() => expect(screen.queryByRole('heading', { name: 'Zoé' })).toBeNull());
  expect(accounts.leaving.has(zoe.id)).toBe(true);
  expect((await row('Tom')).queryByRole('button', { name: /Remove the account/ })).toBeNull();
});

test('a new password for a child is a link too', async () => {
  const { user } = await openFamily('ada');
  await user.click((await row('Zoé')).getByRole('button', { name: 'New password: Zoé' }));
  await screen.findByRole('dialog', { name: 'A new password for Zoé' });
});

test('a guardian sees the links into the family that nobody has used yet, and withdraws them', async () => {
  const { user, accounts } = await openFamily('tom', ({ families, accounts: all, family, tom, leo }) => {
    families.put(tom.id, { guardian: true });
    Object.assign(all.link('reader'), { family_id: family.id, reader_id: 2 });
    Object.assign(all.link('reader', leo), { family_id: family.id });
    Object.assign(all.link('writer'), { family_id: 77 });
  });
  const open = within(await screen.findByRole('region', { name: 'Open invitations' }));
  open.getByText('A new password for Léo');
  expect(open.getAllByRole('listitem')).toHaveLength(2);
  await user.click(open.getByRole('button', { name: 'Withdraw: For a child who reads as Tom' }));
  await waitFor(() => expect(accounts.open).toHaveLength(2));
  await user.click(open.getByRole('button', { name: 'Withdraw: A new password for Léo' }));
  await waitFor(() => expect(screen.queryByRole('region', { name: 'Open invitations' })).toBeNull());
});

test('a link that was just made stands among the open ones, also for an administrator', async () => {
  const { user } = await openFamily('ada', ({ accounts }) => void accounts.link('writer'));
  await user.click(await screen.findByRole('button', { name: 'Invite a grown-up' }));
  await user.click(screen.getByRole('button', { name: 'Make the link' }));
  await user.click(within(await screen.findByRole('dialog', { name: 'The invitation is ready' })).getByRole('button', { name: 'Done' }));
  const open = within(await screen.findByRole('region', { name: 'Open invitations' }));
  open.getByText('For a grown-up');
  expect(open.getAllByRole('listitem')).toHaveLength(1);
});

test('somebody is removed when asked twice', async () => {
  const { user, families, tom } = await openFamily('ada');
  await user.click((await row('Tom')).getByRole('button', { name: 'Remove: Tom' }));
  screen.getByText(/The family’s shelf is closed to them/);
  await user.click(screen.getByRole('button', { name: 'Yes, remove' }));
  await waitFor(() => expect(screen.queryByRole('heading', { name: 'Tom' })).toBeNull());
  expect(families.of(tom.id).family).toBeNull();
});

test('the only guardian does not leave the others alone', async () => {
  const { user } = await openFamily('ada');
  await user.click((await row('Ada')).getByRole('button', { name: 'Leave the family: Ada' }));
  await user.click(screen.getByRole('button', { name: 'Yes, leave' }));
  await screen.findByText(/A family keeps a guardian/);
  await screen.findByRole('heading', { level: 1, name: 'The Lindens' });
});

test('who is no guardian sees the same, may leave, and changes nothing', async () => {
  const { user } = await openFamily('tom');
  await screen.findByText(/Ada looks after what the children read and write/);
  expect((await row('Zoé')).queryByRole('button')).toBeNull();
  expect(screen.queryByRole('button', { name: /Invite/ })).toBeNull();
  await user.click((await row('Tom')).getByRole('button', { name: 'Leave the family: Tom' }));
  await user.click(screen.getByRole('button', { name: 'Yes, leave' }));
  await screen.findByRole('heading', { level: 1, name: 'You have no family here yet' });
});

test('a family is renamed, and dissolved when asked twice', async () => {
  const { user, families } = await openFamily('ada');
  await user.click(await screen.findByRole('button', { name: 'Change its name' }));
  const field = screen.getByLabelText('Its name');
  await user.clear(field);
  await user.type(field, 'The Elms{Enter}');
  await screen.findByRole('heading', { level: 1, name: 'The Elms' });
  await user.click(screen.getByRole('button', { name: 'Dissolve it' }));
  await user.click(screen.getByRole('button', { name: 'Yes, dissolve it' }));
  await screen.findByRole('heading', { level: 1, name: 'You have no family here yet' });
  expect(families.rows).toEqual([]);
});

test('an administrator sees which other families there are, and nothing more', async () => {
  const { families } = await openFamily('ada', ({ accounts, families: all }) => {
    all.make('The Elms', accounts.add('eve').id);
  });
  const others = within(await screen.findByRole('region', { name: 'Other families of this server' }));
  others.getByText('Eve');
  expect(others.queryByRole('button')).toBeNull();
  expect(families.rows).toHaveLength(2);
});

test('a family that cannot be fetched says so and can be asked for again', async () => {
  let broken = true;
  const { user } = await openFamily('ada', ({ server }) => {
    const answer = server.handle.bind(server);
    server.handle = (request) => (broken && request.url.endsWith('/families') ? Promise.reject(new TypeError('cut')) : answer(request));
  });
  await screen.findByRole('heading', { name: /The server does not answer/ });
  broken = false;
  await user.click(screen.getByRole('button', { name: 'Try again' }));
  await screen.findByRole('heading', { level: 1, name: 'The Lindens' });
});

test('without accounts there is no family to look after', async () => {
  await openPage('/family');
  await screen.findByRole('heading', { name: 'There is no page here' });
});

test('a child is led back to the stories', async () => {
  await openAs('reader', '/family');
  await screen.findByRole('heading', { name: 'This page is for the grown-ups' });
});

test('a link into a family is taken with the account one has', async () => {
  const { families, accounts, ada, server } = familyScene();
  accounts.enter(ada);
  const invite = { method: 'POST', body: JSON.stringify({ role: 'writer', family: true, guardian: true }) };
  const made = await server.handle(new Request('http://localhost/api/invitations', invite));
  const { code } = (await made.json()) as { code: string };
  const eve = accounts.add('eve');
  accounts.enter(eve);
  const { user } = await openPage(`/welcome#${code}`, { server });
  await screen.findByText('The link is for the family “The Lindens”.');
  await user.click(screen.getByRole('button', { name: 'Join with the account you have here' }));
  await screen.findByRole('heading', { level: 1, name: 'The Lindens' });
  expect(families.of(eve.id)).toMatchObject({ guardian: true });
  expect(accounts.open).toEqual([]);
});
