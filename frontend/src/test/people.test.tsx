import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import en from '@/app/locales/en.json';
import { KINDS, OF_FAMILIES } from '@/features/people/auditWords';
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

// That there is one for whatever the server writes down is looked after by tests/web/test_problems.py.
test('every sentence that there is for the log is said', () => {
  const said = (sentences: object) => new Set(Object.keys(sentences).map((key) => key.replace(/_(one|many|other)$/, '')));
  expect(said(en.people.audit.said)).toEqual(new Set(KINDS));
  expect(said(en.family.audit)).toEqual(new Set(OF_FAMILIES));
});

test('what was done to everybody, by nobody, or in one of several ways is said in sentences too', async () => {
  await openAs('administrator', place, {
    before: (accounts) => {
      const bob = accounts.add('bob');
      accounts.log = [
        entry(6, 'cap-changed', { user: bob.id, tokens_a_day: 9 }), entry(5, 'connection-added', { shared: true }), entry(4, 'trash-emptied', { count: 2 }, null),
        entry(3, 'joined', { how: 'gateway', role: 'writer' }, bob.id), entry(2, 'member-removed', { user: bob.id, forever: true }), entry(1, 'password-reset-mailed', { user: bob.id }, null),
      ];
    },
  });
  for (const sentence of ['Ada changed how much Bob may use.', 'Ada connected a model for everybody.', '2 stories that were long in the trash were removed for good.', 'Bob came in through the network’s own sign-in, as a writer.', 'Ada stopped Bob’s account; it is removed for good in two weeks.', 'A link for a new password was mailed to Bob, on somebody’s wish.']) {
    await screen.findByText(sentence);
  }
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
