import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ApiKey, ApiKeyMade, NewApiKey } from '@/api/types';
import { apiFetch, apiJson } from '@/lib/apiFetch';
import { keys } from '@/lib/queryKeys';

export const apiKeysQuery = queryOptions({ queryKey: keys.apiKeys, queryFn: ({ signal }) => apiJson<ApiKey[]>('/account/tokens', { signal }) });

export const useApiKeys = () => useQuery(apiKeysQuery);

/** The answer holds the secret, this once. */
export function useMakeApiKey() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (wanted: NewApiKey) => apiJson<ApiKeyMade>('/account/tokens', { method: 'POST', json: wanted }),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.apiKeys }),
    gcTime: 0,
  });
}

export function useRevokeApiKey() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: number) => apiFetch(`/account/tokens/${id}`, { method: 'DELETE' }),
    onSettled: () => client.invalidateQueries({ queryKey: keys.apiKeys }),
  });
}
