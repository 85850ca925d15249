import { queryOptions, useQuery } from '@tanstack/react-query';
import type { Privacy } from '@/api/types';
import { apiJson } from '@/lib/apiFetch';
import { keys } from '@/lib/queryKeys';

export const privacyQuery = queryOptions({ queryKey: keys.privacy, queryFn: ({ signal }) => apiJson<Privacy>('/privacy', { signal }) });

export const usePrivacy = () => useQuery(privacyQuery);
