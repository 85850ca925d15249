import { queryOptions, useQuery } from '@tanstack/react-query';
import type { Model } from '@/api/types';
import { apiJson } from '@/lib/apiFetch';
import { keys } from '@/lib/queryKeys';

export const modelsQuery = queryOptions({
  queryKey: keys.models,
  queryFn: ({ signal }) => apiJson<Model[]>('/models', { signal }),
  staleTime: 30_000,
});

export const useModels = () => useQuery(modelsQuery);
