import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { SignedIn } from '@/api/types';
import { apiFetch, apiJson } from '@/lib/apiFetch';
import { keys } from '@/lib/queryKeys';

/** Where somebody is signed in, the last used first. */
export const signedInQuery = queryOptions({ queryKey: keys.signedIn, queryFn: ({ signal }) => apiJson<SignedIn[]>('/account/sessions', { signal }) });

export const useSignedIn = () => useQuery(signedInQuery);

/** Ends one of them, or with null all but this one. */
export function useEnd() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: number | null) => apiFetch(id === null ? '/account/sessions' : `/account/sessions/${id}`, { method: 'DELETE' }),
    onSettled: () => client.invalidateQueries({ queryKey: keys.signedIn }),
  });
}
