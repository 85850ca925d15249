import { useQuery } from '@tanstack/react-query';
import type { StorySummary } from '@/api/types';
import { apiJson } from '@/lib/apiFetch';
import { isActive } from '@/lib/manuscript';
import { keys } from '@/lib/queryKeys';

/** The stories on the shelf, newest first; asked for again while one of them is being written. */
export function useShelf(limit: number) {
  return useQuery({
    queryKey: [...keys.storyList('shelf'), limit],
    queryFn: ({ signal }) => apiJson<StorySummary[]>('/stories', { query: { limit }, signal }),
    refetchInterval: ({ state }) => (state.data?.some((story) => isActive(story.state)) ? 3000 : false),
  });
}
