import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Account } from '@/api/types';
import { apiJson } from '@/lib/apiFetch';
import { keys } from '@/lib/queryKeys';

/** What the server keeps of whoever asks, besides their work. */
export const accountQuery = queryOptions({ queryKey: keys.account, queryFn: ({ signal }) => apiJson<Account>('/account', { signal }) });

export const useAccount = () => useQuery(accountQuery);

/** Keeps an address for letters, or with null forgets it. */
export function useMailAddress() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (mail: string | null) => apiJson<Account>('/account', { method: 'PATCH', json: { mail } }),
    onSuccess: (account) => client.setQueryData(keys.account, account),
  });
}
