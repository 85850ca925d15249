import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Limits, LimitsChange, Usage } from '@/api/types';
import { apiJson } from './apiFetch';
import { keys } from './queryKeys';

/** What may be used and what was; everybody's own, and for administrators everything. */
export const limitsQuery = queryOptions({ queryKey: keys.limits, queryFn: ({ signal }) => apiJson<Limits>('/limits', { signal }) });

export const useLimits = () => useQuery(limitsQuery);

export function useSaveLimits() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: LimitsChange) => apiJson<Limits>('/limits', { method: 'PUT', json: change }),
    onSettled: () => client.invalidateQueries({ queryKey: keys.limits }),
  });
}

/** What everybody used in the last month, a row for each day, person and model. */
export const usageQuery = queryOptions({ queryKey: keys.usage, queryFn: ({ signal }) => apiJson<Usage[]>('/usage', { query: { days: 30, everybody: true }, signal }) });

export const useUsage = () => useQuery(usageQuery);
