import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Share, ShareMade } from '@/api/types';
import { apiFetch, apiJson } from '@/lib/apiFetch';
import { keys } from '@/lib/queryKeys';

/** The links to a story that hold, newest first. */
export const useShares = (story: number) => useQuery({ queryKey: keys.shares(story), queryFn: ({ signal }) => apiJson<Share[]>(`/stories/${story}/shares`, { signal }) });

/** The answer holds the code, this once. */
export function useShare(story: number) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (days: number) => apiJson<ShareMade>(`/stories/${story}/shares`, { method: 'POST', json: { days } }),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.shares(story) }),
    gcTime: 0,
  });
}

export type TakingBack = ReturnType<typeof useTakeBack>;

export function useTakeBack(story: number) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: number) => apiFetch(`/stories/${story}/shares/${id}`, { method: 'DELETE' }),
    onSettled: () => client.invalidateQueries({ queryKey: keys.shares(story) }),
  });
}
