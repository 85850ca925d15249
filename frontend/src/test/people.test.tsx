import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { MockAccounts } from '@/mock/accounts';
import { openAs } from './accounts';

const place = '/settings/people';
const withBob = (accounts: MockAccounts) => void accounts.add('bob');
const row = async (name: string) => {
  const item = (await screen.findByRole('heading', { name: new RegExp(`^${name}`) })).closest('li');
  if (!item) throw new Error(`${name} is on no row`);
  return within(item);
};

test('everybody is listed, and one’s own account is somebody else’s to change', async () => {
  await openAs('administrator', place, { before: withBob });
  const mine = await row('Ada');
  mine.getByText('you');
  expect(mine.queryByRole('combobox')).toBeNull();
  expect(mine.queryByRole('button')).toBeNull();
  (await row('Bob')).getByText('Writes and reads stories of their own.');
});

test('a role is changed', async () => {
  const { user, accounts } = await openAs('administrator', place, { before: withBob });
  await user.selectOptions((await row('Bob')).getByLabelText('What Bob may do'), 'Reader');
  await waitFor(() => expect(accounts.people[1]?.role).toBe('reader'));
  await screen.findByText('What Bob may do is changed.');
  await screen.findByText('Ada made Bob a reader.');
});

test('access is stopped when asked twice, and given back', async () => {
  const { user, accounts } = await openAs('administrator', place, { before: withBob });
  await user.click((await row('Bob')).getByRole('button', { name: 'Stop access: Bob' }));
  await user.click(screen.getByRole('button', { name: 'Yes, stop it' }));
  await (await row('Bob')).findByText(/Cannot sign in since/);
  await user.click((await row('Bob')).getByRole('button', { name: 'Give access back: Bob' }));
  await waitFor(() => expect(accounts.people[1]?.disabled_at).toBeNull());
});

test('somebody is invited by a link that is shown once, and the link can be withdrawn', async () => {
  const { user, accounts } = await openAs('administrator', place);
  await screen.findByText('There are none.');
  await user.click(screen.getByRole('button', { name: 'Invite somebody' }));
  await user.click(screen.getByLabelText(/^Reader/));
  await user.click(screen.getByRole('button', { name: 'Make the link' }));
  const sheet = within(await screen.findByRole('dialog', { name: 'The invitation is ready' }));
  const [made] = accounts.open;
  expect(made?.role).toBe('reader');
  expect(sheet.getByLabelText<HTMLInputElement>('The link').value).toBe(`${new URL('welcome', document.baseURI).href}#${made?.code ?? ''}`);
  await user.click(sheet.getByRole('button', { name: 'Done' }));
  expect(screen.queryByLabelText('The link')).toBeNull();
  await user.click(await screen.findByRole('button', { name: 'Withdraw: To join as a reader' }));
  await screen.findByText('There are none.');
  expect(accounts.open).toEqual([]);
});

test('a link for a new password is made for whoever forgot theirs', async () => {
  const { user } = await openAs('administrator', place, { before: withBob });
  await user.click((await row('Bob')).getByRole('button', { name: 'Link for a new password: Bob' }));
  const sheet = within(await screen.findByRole('dialog', { name: 'A new password for Bob' }));
  expect(sheet.getByLabelText<HTMLInputElement>('The link').value).toContain('welcome#');
  await user.click(sheet.getByRole('button', { name: 'Done' }));
  await screen.findByRole('button', { name: 'Withdraw: A new password for Bob' });
});

const entry = (id: number, what: string, about: Record<string, unknown> = {}, user_id: number | null = 1) => ({ id, at: '2026-01-05T19:30:00Z', user_id, what, about, address: '' });

test.each([
  ['en', ['Ada made Bob an administrator.', 'Somebody tried to sign in with a name that nobody has here.', 'A wrong password was tried for Ada.', 'Ada made a key that may read and write.', 'Ada: moved-the-piano', 'Somebody signed in.']],
  ['fr', ['Ada a changé un rôle : Bob est maintenant administrateur.', 'Quelqu’un a essayé de se connecter avec un nom que personne ne porte ici.', 'Un mauvais mot de passe a été essayé pour Ada.', 'Ada a créé une clé qui peut lire et écrire.', 'Ada : moved-the-piano', 'Quelqu’un a ouvert une session.']],
])('what was done is said in sentences (%s)', async (language, sentences) => {
  await openAs('administrator', place, {
    language,
    before: (accounts) => {
      const bob = accounts.add('bob');
      accounts.log = [
        entry(6, 'role-changed', { user: bob.id, role: 'administrator' }), entry(5, 'sign-in-failed', {}, null), entry(4, 'sign-in-failed'),
        entry(3, 'token-made', { scopes: ['read', 'write'] }), entry(2, 'moved-the-piano'), entry(1, 'signed-in', {}, 77),
      ];
    },
  });
  for (const sentence of sentences) await screen.findByText(sentence);
});

test('earlier lines of the log come when wanted', async () => {
  const { user } = await openAs('administrator', place, {
    before: (accounts) => {
      accounts.log = Array.from({ length: 25 }, (_, back) => entry(25 - back, 'signed-out'));
    },
  });
  await waitFor(() => expect(screen.getAllByText('Ada signed one browser out.')).toHaveLength(20));
  await user.click(screen.getByRole('button', { name: 'Show earlier' }));
  await waitFor(() => expect(screen.getAllByText('Ada signed one browser out.')).toHaveLength(25));
  expect(screen.queryByRole('button', { name: 'Show earlier' })).toBeNull();
});

test('who does not look after the server is told whom to ask', async () => {
  await openAs('writer', place);
  await screen.findByRole('heading', { name: 'This page is for administrators' });
});
