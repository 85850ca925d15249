import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { MockAccounts } from '@/mock/accounts';
import { openAs, served } from './accounts';
import { openPage } from './page';

const OUT = 'https://auth.example.org/logout';

function refusing(refused: NonNullable<MockAccounts['unwelcome']>['refused'], name = 'eve') {
  const scene = served();
  scene.accounts.unwelcome = { name, refused };
  return scene;
}

test.each([
  ['unknown', 'Nobody here has your name yet', /calls you “eve”.*Ask an administrator.*for an invitation/],
  ['disabled', 'You may not come in at present', /Your stories are kept\. Ask an administrator/],
] as const)('whom the gateway names and nobody lets in (%s) is told what to do, and asked for no password', async (why, title, words) => {
  const { server, accounts, ada } = refusing(why);
  const { user } = await openPage('/', { server });
  await screen.findByRole('heading', { level: 1, name: title });
  screen.getByText(words);
  expect(screen.queryByLabelText('Password')).toBeNull();
  expect(screen.queryByRole('link', { name: 'Come as somebody else' })).toBeNull();
  accounts.unwelcome = null;
  accounts.enter(ada);
  await user.click(screen.getByRole('button', { name: 'Look again' }));
  await screen.findByRole('navigation');
});

test('who has left stays by signing in with a password', async () => {
  const { server, accounts } = refusing('leaving', 'ada');
  const { user } = await openPage('/', { server });
  await screen.findByRole('heading', { level: 1, name: 'You have left' });
  accounts.unwelcome = null;
  expect(screen.getByLabelText<HTMLInputElement>('Name').value).toBe('ada');
  await user.type(screen.getByLabelText('Password'), 'four bears in a boat{Enter}');
  await screen.findByRole('navigation');
});

test('where the gateway has a way out it is offered, at the door and on the account’s page', async () => {
  const { server, accounts } = refusing('unknown');
  accounts.gatewayOut = OUT;
  const { unmount } = await openPage('/', { server });
  expect((await screen.findByRole('link', { name: 'Come as somebody else' })).getAttribute('href')).toBe(OUT);
  unmount();
  await openAs('writer', '/settings/account', { before: (all) => Object.assign(all, { byGateway: true, gatewayOut: OUT }) });
  expect((await screen.findByRole('link', { name: 'Sign out there' })).getAttribute('href')).toBe(OUT);
});

test('an invitation is taken with the name by which the gateway knows somebody', async () => {
  const { server, accounts } = refusing('unknown');
  const { code } = accounts.link('writer');
  await openPage(`/welcome#${code}`, { server });
  expect((await screen.findByLabelText<HTMLInputElement>('Name')).value).toBe('eve');
  screen.getByText(/your network’s own sign-in knows you/);
});
