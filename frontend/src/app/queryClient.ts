import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiError } from '@/lib/apiFetch';
import { away } from '@/lib/reachability';

/** Asks again only where asking again can help. The server may be this machine, so "offline" is no reason to wait. */
export function makeQueryClient(): QueryClient {
  const note = (reason: unknown) => away.set(reason instanceof ApiError && reason.unreachable);
  const heard = () => away.set(false);
  return new QueryClient({
    queryCache: new QueryCache({ onError: note, onSuccess: heard }),
    mutationCache: new MutationCache({ onError: note, onSuccess: heard }),
    defaultOptions: {
      queries: {
        networkMode: 'always',
        staleTime: 5_000,
        retry: (count, reason) => count < 2 && reason instanceof ApiError && reason.status >= 500,
      },
      mutations: { networkMode: 'always' },
    },
  });
}
