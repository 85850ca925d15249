import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { moment } from '@/ui/moment';
import { openAs, PASSWORD, typeIn, type User } from './accounts';

const place = '/settings/account';

async function ask(user: User) {
  await user.click(await screen.findByRole('button', { name: 'Leave this server' }));
  return within(await screen.findByRole('dialog', { name: 'Leave this server?' }));
}

test('who leaves is told what happens, and then until when it can be taken back', async () => {
  const { user, accounts, me, router } = await openAs('writer', place, { before: (all) => all.enter(all.people[1] as (typeof all.people)[number], false) });
  const sheet = await ask(user);
  sheet.getByText(/signed out everywhere at once/);
  sheet.getByText(/Two weeks later everything of yours is removed for good/);
  sheet.getByText(/Signing in before then takes it back/);
  await user.type(sheet.getByLabelText('Password'), `${PASSWORD}{Enter}`);
  await screen.findByRole('heading', { name: 'Sign in' });
  const when = accounts.leaving.get(me.id) ?? '';
  await screen.findByText(`You have left. Signing in until ${moment(when, 'en')} takes it back; after that, everything of yours is removed for good.`);
  expect(router.state.location.href).toBe('/sign-in');
  expect(accounts.signIns).toEqual([]);

  await typeIn(user, 'bob', PASSWORD);
  await screen.findByLabelText('What is tonight’s story about?');
  expect(accounts.leaving.size).toBe(0);
});

test('the password has to be theirs', async () => {
  const { user, accounts } = await openAs('writer', place);
  const sheet = await ask(user);
  await user.click(sheet.getByRole('button', { name: 'Yes, leave' }));
  await sheet.findByText('Your present password is needed.');
  const field = sheet.getByLabelText('Password');
  expect(document.activeElement).toBe(field);
  await user.type(field, 'not this one{Enter}');
  await sheet.findByText('This is not your present password.');
  await user.click(sheet.getByRole('button', { name: 'Cancel' }));
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(accounts.me).not.toBeNull();
});

test('who has none needs none', async () => {
  const { user, accounts, me } = await openAs('reader', place, { before: (all) => void Object.assign(all.people[1] ?? {}, { password: '' }) });
  const sheet = await ask(user);
  await user.click(sheet.getByRole('button', { name: 'Yes, leave' }));
  await screen.findByText(/^You have left/);
  expect(accounts.leaving.has(me.id)).toBe(true);
});

test('the last administrator is told why not, and what to do', async () => {
  const { user, accounts } = await openAs('administrator', place);
  const sheet = await ask(user);
  await user.type(sheet.getByLabelText('Password'), `${PASSWORD}{Enter}`);
  await sheet.findByText(/Make somebody else an administrator first/);
  expect(accounts.me).not.toBeNull();
});

test('leaving speaks French, with vous', async () => {
  const { user } = await openAs('writer', place, { language: 'fr' });
  await user.click(await screen.findByRole('button', { name: 'Quitter ce serveur' }));
  const sheet = within(await screen.findByRole('dialog'));
  await user.type(sheet.getByLabelText('Mot de passe'), `${PASSWORD}{Enter}`);
  await waitFor(() => expect(screen.getByText(/Votre départ est enregistré/)).toBeTruthy());
});
