import { act, screen, waitFor, within } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { PASSWORD, served, typeIn } from './accounts';
import { openPage } from './page';

const button = (name: string) => screen.getByRole<HTMLButtonElement>('button', { name });

test('a server for one person asks nobody who they are', async () => {
  await openPage('/settings');
  await screen.findByText(/RACONTEUR_ACCOUNTS=on/);
  expect(screen.queryByRole('heading', { name: 'Your account' })).toBeNull();
  expect(screen.queryByLabelText('Password')).toBeNull();
});

test('who is not in signs in by the keyboard alone, and is where the address leads', async () => {
  const { server } = served();
  const { user, router } = await openPage('/readers', { server });
  await screen.findByRole('heading', { name: 'Sign in' });
  expect(screen.queryByRole('navigation')).toBeNull();
  const name = screen.getByLabelText('Name');
  expect(document.activeElement).toBe(name);
  expect(name.getAttribute('autocomplete')).toBe('username');
  expect(screen.getByLabelText('Password').getAttribute('autocomplete')).toBe('current-password');
  await user.keyboard('Ada{Tab}');
  await user.keyboard(`${PASSWORD}{Enter}`);
  await screen.findByRole('heading', { name: 'Zoé' });
  expect(router.state.location.pathname).toBe('/readers');
});

test('what is wrong is said beside the field, and the field is where one types next', async () => {
  const { server } = served();
  const { user } = await openPage('/', { server });
  await user.type(await screen.findByLabelText('Name'), '{Enter}');
  expect(screen.getByText('Your name is needed.')).toBeTruthy();
  await typeIn(user, 'ada', 'not this one');
  await screen.findByText(/do not fit together/);
  const password = screen.getByLabelText('Password');
  expect(password.getAttribute('aria-invalid')).toBe('true');
  expect(document.activeElement).toBe(password);
  await user.keyboard(`${PASSWORD}{Enter}`);
  await screen.findByLabelText('What is tonight’s story about?');
});

test('a pause is kept kindly, and passes by itself', async () => {
  const { server, accounts } = served();
  accounts.wait = 2;
  const { user } = await openPage('/', { server });
  await typeIn(user, 'ada', PASSWORD);
  await screen.findByText('There were many tries in a row, so there is a short pause.');
  expect(screen.getByText(/You can try again in/)).toBeTruthy();
  expect(button('Sign in').disabled).toBe(true);
  accounts.wait = 0;
  await waitFor(() => expect(button('Sign in').disabled).toBe(false), { timeout: 4000 });
  await user.click(button('Sign in'));
  await screen.findByLabelText('What is tonight’s story about?');
});

test('a password can be looked at', async () => {
  const { server } = served();
  const { user } = await openPage('/', { server });
  await user.type(await screen.findByLabelText('Password'), PASSWORD);
  await user.click(button('Show the password'));
  expect(screen.getByLabelText('Password').getAttribute('type')).toBe('text');
  await user.click(button('Hide the password'));
  expect(screen.getByLabelText('Password').getAttribute('type')).toBe('password');
});

test('the sign-in speaks French, with vous', async () => {
  const { server } = served();
  await openPage('/', { server, language: 'fr' });
  await screen.findByRole('heading', { name: 'Se connecter' });
  expect(screen.getByText('Vos histoires vous attendent.')).toBeTruthy();
});

test('where another service is believed, it is offered, also when a sign-in has ended', async () => {
  const { server, accounts } = served();
  accounts.elsewhere = 'The club';
  const { user } = await openPage('/readers', { server });
  expect(await screen.findByRole('button', { name: 'Sign in with The club' })).toBeTruthy();
  await typeIn(user, 'ada', PASSWORD);
  await screen.findByRole('heading', { name: 'Zoé' });
  expect(screen.queryByRole('button', { name: 'Sign in with The club' })).toBeNull();
  accounts.end();
  act(() => void document.dispatchEvent(new Event('visibilitychange')));
  const door = within(await screen.findByRole('dialog', { name: 'Sign in again' }));
  await door.findByRole('button', { name: 'Sign in with The club' });
});

test('who comes back from it unknown is told what to do, and is on the first page once in', async () => {
  const { server } = served();
  const { user, router } = await openPage('/sign-in?refused=unknown', { server });
  await screen.findByText(/Ask an administrator for an invitation/);
  await typeIn(user, 'ada', PASSWORD);
  await screen.findByLabelText('What is tonight’s story about?');
  expect(router.state.location.href).toBe('/');
});

test('when a sign-in ends, what was being written waits under the door, to the letter', async () => {
  const { server, accounts, ada } = served();
  accounts.enter(ada);
  const { user, router } = await openPage('/', { server });
  const field = await screen.findByLabelText<HTMLTextAreaElement>('What is tonight’s story about?');
  await user.type(field, 'A fox on a roof');
  await user.click(screen.getByRole('button', { name: 'Mood: calm' }));
  await user.click(await screen.findByLabelText('Brave'));
  accounts.end();
  await user.click(screen.getByRole('button', { name: 'Begin the story' }));
  const door = within(await screen.findByRole('dialog', { name: 'Sign in again' }));
  expect(screen.queryByText('The server did not accept this.')).toBeNull();
  expect(door.getByLabelText<HTMLInputElement>('Name').value).toBe('Ada');
  await user.type(door.getByLabelText('Password'), `${PASSWORD}{Enter}`);
  await waitFor(() => expect(screen.queryByRole('dialog', { name: 'Sign in again' })).toBeNull());
  expect(document.body.contains(field)).toBe(true);
  expect(field.value).toBe('A fox on a roof');
  expect(screen.getByRole('button', { name: 'Mood: brave' })).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Begin the story' }));
  await waitFor(() => expect(router.state.location.pathname).toMatch(/^\/stories\/\d+$/));
});

test('whoever else signs in finds a room of their own', async () => {
  const { server, accounts, ada } = served();
  accounts.add('bob');
  accounts.enter(ada);
  const { user } = await openPage('/', { server });
  await user.type(await screen.findByLabelText('What is tonight’s story about?'), 'A secret');
  accounts.end();
  await user.click(screen.getByRole('button', { name: 'Begin the story' }));
  const door = within(await screen.findByRole('dialog', { name: 'Sign in again' }));
  await user.clear(door.getByLabelText('Name'));
  await user.type(door.getByLabelText('Name'), 'bob');
  await user.type(door.getByLabelText('Password'), `${PASSWORD}{Enter}`);
  await waitFor(async () => expect((await screen.findByLabelText<HTMLTextAreaElement>('What is tonight’s story about?')).value).toBe(''));
});

test('a reload after that still has the words, for whoever wrote them', async () => {
  const { server, accounts, ada } = served();
  accounts.enter(ada);
  const first = await openPage('/', { server });
  await first.user.type(await screen.findByLabelText('What is tonight’s story about?'), 'A lighthouse');
  accounts.end();
  first.unmount();
  const { user } = await openPage('/', { server });
  await typeIn(user, 'ada', PASSWORD);
  expect((await screen.findByLabelText<HTMLTextAreaElement>('What is tonight’s story about?')).value).toBe('A lighthouse');
});

test('a change says what only our page knows, and learns it anew once when it has changed', async () => {
  const { server, accounts, ada } = served();
  accounts.enter(ada);
  const { user } = await openPage('/', { server });
  await screen.findByLabelText('What is tonight’s story about?');
  accounts.csrf = 'another';
  await user.click(screen.getByRole('button', { name: 'Add an idea' }));
  await user.type(screen.getByLabelText('The idea'), 'A kite');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(server.tables.prompts.some(({ content }) => content === 'A kite')).toBe(true));
});

test('but never in the name of somebody who signed in here meanwhile', async () => {
  const { server, accounts, ada } = served();
  accounts.enter(ada);
  const { user } = await openPage('/', { server });
  await screen.findByLabelText('What is tonight’s story about?');
  await user.click(screen.getByRole('button', { name: 'Add an idea' }));
  await user.type(screen.getByLabelText('The idea'), 'A kite');
  accounts.enter(accounts.add('bob'));
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(screen.queryByLabelText('The idea')).toBeNull());
  expect(server.tables.prompts.some(({ content }) => content === 'A kite')).toBe(false);
});

test('a tab that is looked at again finds that its sign-in has ended elsewhere', async () => {
  const { server, accounts, ada } = served();
  accounts.enter(ada);
  await openPage('/readers', { server });
  await screen.findByRole('heading', { name: 'Zoé' });
  accounts.end();
  act(() => void document.dispatchEvent(new Event('visibilitychange')));
  await screen.findByRole('dialog', { name: 'Sign in again' });
});

test('a story that is read goes on where its line was cut', async () => {
  vi.useRealTimers();
  const { server, accounts, ada } = served();
  server.pace = 300;
  server.beat = 5;
  accounts.enter(ada);
  const made = await server.handle(new Request('http://localhost/api/stories', { method: 'POST', headers: { 'X-CSRF-Token': accounts.csrf }, body: JSON.stringify({ prompt: 'A hedgehog', language: 'en' }) }));
  const { id } = (await made.json()) as { id: number };
  const { user } = await openPage(`/stories/${id}`, { server });
  const shown = () => screen.getByTestId('passage-text').textContent;
  await waitFor(() => expect(shown().length).toBeGreaterThan(20), { timeout: 4000 });
  accounts.end();
  server.dropAfter = 1;
  const door = within(await screen.findByRole('dialog', { name: 'Sign in again' }, { timeout: 4000 }));
  const before = shown();
  server.dropAfter = undefined;
  for (const draft of server.tables.drafts) draft.pace = 4000;
  await user.type(door.getByLabelText('Password'), `${PASSWORD}{Enter}`);
  await screen.findByLabelText(/What should happen next/, {}, { timeout: 4000 });
  expect(shown().startsWith(before.trim().slice(0, 20))).toBe(true);
});
