import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { apiBase } from '@/lib/apiFetch';
import { openAs } from './accounts';
import { openPage } from './page';

const isPlainLink = (link: HTMLElement) => {
  expect(link.getAttribute('href')).toBe(`${apiBase()}/account/export`);
  expect(link.hasAttribute('download')).toBe(true);
};

test('everything of somebody’s is a plain link on their account’s page, with what is in it', async () => {
  await openAs('reader', '/settings/account');
  isPlainLink(await screen.findByRole('link', { name: 'Take everything with you' }));
  screen.getByText(/Your stories with every version of them, your ideas and your readers/);
});

test('who needs no account finds it in the settings, in French too', async () => {
  await openPage('/settings', { language: 'fr' });
  isPlainLink(await screen.findByRole('link', { name: 'Tout emporter' }));
});

test('with accounts it stands on the account’s page alone', async () => {
  await openAs('writer', '/settings');
  await screen.findByRole('heading', { name: 'This page' });
  expect(screen.queryByRole('link', { name: 'Take everything with you' })).toBeNull();
});
