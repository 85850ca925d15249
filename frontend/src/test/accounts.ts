import { screen } from '@testing-library/react';
import type { Role } from '@/api/types';
import { MockAccounts } from '@/mock/accounts';
import { MockServer } from '@/mock/server';
import { openPage } from './page';

export const PASSWORD = 'four bears in a boat';

/** A server with accounts, and Ada, who looks after it. Nobody is signed in yet. */
export function served() {
  const server = new MockServer();
  const accounts = new MockAccounts();
  server.accounts = accounts;
  return { server, accounts, ada: accounts.add('ada', 'administrator', PASSWORD) };
}

interface Wanted {
  language?: string;
  /** What there is besides, before the page is opened. */
  before?: (accounts: MockAccounts) => void;
}

/** The page as somebody sees it who has signed in. */
export async function openAs(role: Role, address: string, { language = 'en', before }: Wanted = {}) {
  const { server, accounts, ada } = served();
  const me = role === 'administrator' ? ada : accounts.add('bob', role, PASSWORD);
  accounts.enter(me);
  before?.(accounts);
  return { accounts, ada, me, ...(await openPage(address, { server, language })) };
}

export type User = Awaited<ReturnType<typeof openPage>>['user'];

export async function typeIn(user: User, name: string, password: string): Promise<void> {
  await user.type(await screen.findByLabelText('Name'), name);
  await user.type(screen.getByLabelText('Password'), password);
  await user.keyboard('{Enter}');
}
