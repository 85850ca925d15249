import { apiKeysQuery } from '@/features/account/useApiKeys';
import { accountQuery } from '@/features/account/useAccount';
import { signedInQuery } from '@/features/account/useSignedIn';
import { session } from '@/lib/session';
import { limitsQuery } from '@/lib/useLimits';
import type { Wanted } from '../ahead';

const ALL: readonly Wanted[] = [
  (client) => client.query({ ...signedInQuery, staleTime: 'static' }),
  (client) => client.query({ ...accountQuery, staleTime: 'static' }),
  (client) => client.query({ ...limitsQuery, staleTime: 'static' }),
  (client) => client.query({ ...apiKeysQuery, staleTime: 'static' }),
];

/** Everything the account's page shows, where there are accounts. */
export const accountData = (): readonly Wanted[] => (session.get().session?.accounts === false ? [] : ALL);
