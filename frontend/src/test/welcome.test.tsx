import { screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { MockAccounts } from '@/mock/accounts';
import { MockServer } from '@/mock/server';
import { openAs, PASSWORD, served } from './accounts';
import { openPage } from './page';

test('the first link makes its reader the administrator, and leaves the address at once', async () => {
  const server = new MockServer();
  const accounts = new MockAccounts();
  server.accounts = accounts;
  const { code } = accounts.link('administrator');
  const { user, router } = await openPage(`/welcome#${code}`, { server });
  await screen.findByRole('heading', { name: 'This server is yours' });
  expect(router.state.location.href).toBe('/welcome');
  expect(screen.getByLabelText('Password').getAttribute('autocomplete')).toBe('new-password');
  await user.type(screen.getByLabelText('Name'), 'Ada');
  await user.type(screen.getByLabelText('Password'), `${PASSWORD}{Enter}`);
  await screen.findByLabelText('What is tonight’s story about?');
  expect(accounts.me).toMatchObject({ name: 'ada', role: 'administrator' });
});

test('what cannot be taken is said beside its field, before anything is sent', async () => {
  const { server, accounts } = served();
  const { code } = accounts.link('writer');
  const { user } = await openPage(`/welcome#${code}`, { server });
  await screen.findByText(/You are invited to write stories here/);
  await user.click(screen.getByRole('button', { name: 'Come in' }));
  expect(screen.getByText('A name is needed.')).toBeTruthy();
  expect(document.activeElement).toBe(screen.getByLabelText('Name'));
  await user.type(screen.getByLabelText('Name'), 'Bob');
  await user.type(screen.getByLabelText('Password'), 'short{Enter}');
  expect(screen.getByText('At least 10 characters, please.')).toBeTruthy();
  expect(accounts.people).toHaveLength(1);
});

test('nor a name that somebody has, nor a password that everybody tries', async () => {
  const { server, accounts } = served();
  const { code } = accounts.link('reader');
  const { user } = await openPage(`/welcome#${code}`, { server, language: 'fr' });
  await user.type(await screen.findByLabelText('Nom'), 'Ada');
  await user.type(screen.getByLabelText('Mot de passe'), `${PASSWORD}{Enter}`);
  await screen.findByText('Quelqu’un porte déjà ce nom ici. Choisissez-en un autre.');
  await user.type(screen.getByLabelText('Nom'), '-Lou');
  await user.clear(screen.getByLabelText('Mot de passe'));
  await user.type(screen.getByLabelText('Mot de passe'), 'password123{Enter}');
  await screen.findByText(/trop facile à deviner/);
});

test('a link for a new password says whose, and asks for no name', async () => {
  const { server, accounts } = served();
  const bob = accounts.add('bob');
  const { code } = accounts.link('writer', bob);
  const { user } = await openPage(`/welcome#${code}`, { server });
  await screen.findByRole('heading', { name: 'A new password for Bob' });
  await user.type(screen.getByLabelText('New password'), 'six bears in a boat{Enter}');
  await screen.findByLabelText('What is tonight’s story about?');
  expect(bob.password).toBe('six bears in a boat');
});

test('a link that was used says what to do', async () => {
  const { server } = served();
  const { user } = await openPage('/welcome#old', { server });
  await screen.findByRole('heading', { name: 'This link opens nothing any more' });
  expect(screen.getByText(/ask whoever gave it to you for another/)).toBeTruthy();
  await user.click(screen.getByRole('link', { name: 'Sign in' }));
  await screen.findByRole('heading', { name: 'Sign in' });
});

test('also when somebody else was faster', async () => {
  const { server, accounts } = served();
  const { code } = accounts.link('writer');
  const { user } = await openPage(`/welcome#${code}`, { server });
  await user.type(await screen.findByLabelText('Name'), 'Bob');
  accounts.open = [];
  await user.type(screen.getByLabelText('Password'), `${PASSWORD}{Enter}`);
  await screen.findByRole('heading', { name: 'This link opens nothing any more' });
});

test('half a link is told from an old one', async () => {
  const { server } = served();
  await openPage('/welcome', { server });
  await screen.findByRole('heading', { name: 'A part of the link is missing' });
});

test('who is signed in already is told what the link would do', async () => {
  let code = '';
  await openAs('administrator', '/readers', { before: (accounts) => void ({ code } = accounts.link('writer')) }).then(({ router }) => router.navigate({ to: '/welcome', hash: code }));
  await screen.findByText(/Ada is signed in here now/);
});

test('a server for one person needs no link', async () => {
  await openPage('/welcome#anything');
  await screen.findByRole('heading', { name: 'No link is needed here' });
  await waitFor(() => expect(screen.getByRole('link', { name: 'Go to the first page' })).toBeTruthy());
});
