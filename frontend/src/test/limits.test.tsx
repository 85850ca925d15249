import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { MockServer } from '@/mock/server';
import { openAs, served } from './accounts';
import { openPage } from './page';

test('limits are set in words, kept in tokens, and a number nobody changed stays exact', async () => {
  const server = new MockServer();
  server.house.limits = { tokens_a_day: 10_001, cost_a_month: null, each_tokens_a_day: null, currency: 'EUR', prices: [] };
  const { user } = await openPage('/settings/limits', { server });
  await user.type(await screen.findByLabelText('Money a month'), '2,50');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(server.house.limits).toMatchObject({ tokens_a_day: 10_001, cost_a_month: 2.5 }));
  await user.clear(screen.getByLabelText('Words a day'));
  await user.type(screen.getByLabelText('Words a day'), '7,000{Enter}');
  await waitFor(() => expect(server.house.limits.tokens_a_day).toBe(10_000));
});

test('a paused story says what is kept, and goes on when there is room', async () => {
  const server = new MockServer();
  Object.assign(server, { pace: 4000, beat: 5, pauses: { at: 150, code: 'cap' } });
  const made = await server.handle(new Request('http://localhost/api/stories', { method: 'POST', body: JSON.stringify({ prompt: 'x', language: 'en' }) }));
  const { id } = (await made.json()) as { id: number };
  const { user } = await openPage(`/stories/${id}`, { server });
  await screen.findByText(/Your limit is reached, so the story pauses here\. Your \d+ words are safe\./, {}, { timeout: 4000 });
  expect(screen.queryByLabelText(/What should happen next/)).toBeNull();
  await user.click(await screen.findByRole('button', { name: 'Go on' }));
  await screen.findByLabelText(/What should happen next/, {}, { timeout: 4000 });
});

test('a model is connected; an address that may not be called is refused beside its field', async () => {
  const { server, user } = await openPage('/settings');
  await user.click(await screen.findByRole('button', { name: 'Connect a model' }));
  const sheet = within(screen.getByRole('dialog'));
  await user.type(sheet.getByLabelText('What to call it'), 'Mistral');
  await user.type(sheet.getByLabelText('Address'), 'http://10.0.0.1/v1');
  await user.click(sheet.getByRole('button', { name: 'Save' }));
  await sheet.findByText(/This server may not call this address/);
  await user.clear(sheet.getByLabelText('Address'));
  await user.type(sheet.getByLabelText('Address'), 'https://api.mistral.ai/v1');
  await user.click(sheet.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(server.house.connections).toMatchObject([{ label: 'Mistral', has_key: false }]));
});

test('nothing leaves this machine', async () => {
  await openPage('/privacy');
  await screen.findByText('Nothing leaves this machine.');
});

test('a forgotten password is answered with the same sentence for any name', async () => {
  const { server, accounts } = served();
  accounts.mail = true;
  const { user } = await openPage('/', { server });
  await user.click(await screen.findByRole('button', { name: 'Forgotten your password?' }));
  await user.type(screen.getByLabelText('Name'), 'nobody{Enter}');
  await screen.findByText(/If somebody here has this name/);
  expect(accounts.forgotten).toEqual(['nobody']);
});

test('where a gateway signs people in there is no password and no signing out', async () => {
  await openAs('writer', '/settings/account', { before: (accounts) => (accounts.byGateway = true) });
  await screen.findByText(/Your network’s own sign-in/);
  await screen.findByRole('heading', { name: 'Leave' });
  expect(screen.queryByRole('button', { name: 'Sign out' })).toBeNull();
  expect(screen.queryByLabelText('New password')).toBeNull();
  expect(screen.queryByRole('link', { name: 'Sign out there' })).toBeNull();
});
