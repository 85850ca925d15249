import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { openAs, PASSWORD } from './accounts';
import { openPage } from './page';

const place = '/settings/account';
const part = async (name: string) => within(await screen.findByRole('region', { name }));

test('the settings lead there, and to the people only who looks after them', async () => {
  const { user, router } = await openAs('writer', '/settings');
  const mine = await part('Your account');
  mine.getByText('You are Bob, and you write stories here.');
  expect(mine.queryByRole('link', { name: 'The people of this server' })).toBeNull();
  expect(screen.queryByText(/RACONTEUR_ACCOUNTS/)).toBeNull();
  await user.click(mine.getByRole('link', { name: 'Password, sign-ins and keys' }));
  await screen.findByRole('heading', { name: 'Your account', level: 1 });
  expect(router.state.location.pathname).toBe(place);
});

test('what all stories begin with is an administrator’s to choose', async () => {
  await openAs('writer', '/settings');
  await screen.findByText(/An administrator of this server chooses what a new story begins with/);
  expect(screen.queryByLabelText('Wild')).toBeNull();
  expect(screen.queryByRole('button', { name: 'Make it the usual one' })).toBeNull();
});

test('a new password is kept, and the present one has to be right', async () => {
  const { user, me } = await openAs('writer', place);
  const form = await part('Password');
  await user.type(form.getByLabelText('Present password'), 'not this one');
  await user.type(form.getByLabelText('New password'), 'six bears in a boat{Enter}');
  await form.findByText('This is not your present password.');
  expect(document.activeElement).toBe(form.getByLabelText('Present password'));
  await user.clear(form.getByLabelText('Present password'));
  await user.type(form.getByLabelText('Present password'), `${PASSWORD}{Enter}`);
  await screen.findByText(/Your new password is kept/);
  expect(me.password).toBe('six bears in a boat');
  expect(form.getByLabelText<HTMLInputElement>('New password').value).toBe('');
});

test('where one is signed in can be seen, and ended one by one or all at once', async () => {
  const { user, accounts } = await openAs('writer', place, {
    before: (all) => {
      for (let times = 0; times < 3; times++) all.enter(all.people[1] as (typeof all.people)[number], false);
    },
  });
  const list = await part('Where you are signed in');
  await waitFor(() => expect(list.getAllByText('Firefox on Linux')).toHaveLength(4));
  expect(list.getAllByText('this browser')).toHaveLength(1);
  await user.click(list.getAllByRole('button', { name: /^Sign out there/ })[0] as HTMLElement);
  await waitFor(() => expect(list.getAllByText('Firefox on Linux')).toHaveLength(3));
  await user.click(list.getByRole('button', { name: 'Sign out everywhere else' }));
  await waitFor(() => expect(list.getAllByText('Firefox on Linux')).toHaveLength(1));
  expect(accounts.me).not.toBeNull();
});

test('a key is made for what it is for, shown once, and taken back when asked twice', async () => {
  const { user, accounts } = await openAs('writer', place);
  const keys = await part('Keys for your programs');
  await user.click(await keys.findByRole('button', { name: 'Make a key' }));
  const sheet = within(await screen.findByRole('dialog'));
  expect(sheet.queryByLabelText(/Look after this server/)).toBeNull();
  await user.click(sheet.getByRole('button', { name: 'Make the key' }));
  expect(sheet.getByText('Say in a few words what it is for.')).toBeTruthy();
  await user.type(sheet.getByLabelText('What it is for'), 'Kitchen');
  await user.click(sheet.getByLabelText(/^Write/));
  await user.selectOptions(sheet.getByLabelText('How long it holds'), '30 days');
  await user.click(sheet.getByRole('button', { name: 'Make the key' }));
  const shown = within(await screen.findByRole('dialog', { name: 'The key “Kitchen” is ready' }));
  expect(shown.getByLabelText<HTMLInputElement>('The key').value).toMatch(/^rac_/);
  await user.click(shown.getByRole('button', { name: 'Copy' }));
  await shown.findByText('Copied.');
  expect(await navigator.clipboard.readText()).toMatch(/^rac_/);
  await user.click(shown.getByRole('button', { name: 'Done' }));
  await keys.findByText('May read and write.');
  expect(screen.queryByDisplayValue(/^rac_/)).toBeNull();

  await user.click(keys.getByRole('button', { name: 'Take back: Kitchen' }));
  await user.click(screen.getByRole('button', { name: 'Yes, take it back' }));
  await keys.findByText('You have no keys.');
  expect(accounts.keys).toEqual([]);
});

test('an administrator may give more away', async () => {
  const { user } = await openAs('administrator', place);
  await user.click(await screen.findByRole('button', { name: 'Make a key' }));
  expect(screen.getByLabelText(/^Look after this server/)).toBeTruthy();
  expect(screen.getByLabelText(/^Read its measurements/)).toBeTruthy();
});

test('signing out leaves nothing behind', async () => {
  const { user, accounts, router } = await openAs('writer', place);
  await user.click(await screen.findByRole('button', { name: 'Sign out' }));
  await screen.findByRole('heading', { name: 'Sign in' });
  expect(accounts.me).toBeNull();
  expect(screen.queryByText(/You are Bob/)).toBeNull();
  await waitFor(() => expect(router.state.location.pathname).toBe('/'));
});

test('without accounts there is no such page', async () => {
  await openPage(place);
  await screen.findByRole('heading', { name: 'There is no page here' });
});
