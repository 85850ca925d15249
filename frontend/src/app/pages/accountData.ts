import { apiKeysQuery } from '@/features/account/useApiKeys';
import { signedInQuery } from '@/features/account/useSignedIn';
import { session } from '@/lib/session';
import type { Wanted } from '../ahead';

/** Everything the account's page shows, where there are accounts. */
export const accountData = (): readonly Wanted[] =>
  session.get().session?.accounts === false ? [] : [(client) => client.query({ ...signedInQuery, staleTime: 'static' }), (client) => client.query({ ...apiKeysQuery, staleTime: 'static' })];
