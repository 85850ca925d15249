import { infiniteQueryOptions, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import type { StorySummary } from '@/api/types';
import { apiFetch, apiJson } from '@/lib/apiFetch';
import { isActive } from '@/lib/manuscript';
import { keys } from '@/lib/queryKeys';

/** Stories asked for at once; more come when wanted. */
const PAGE = 60;

/** One's own shelf or trash, the family's shelf, or, by their number, that of a child whom one looks after. */
export type Place = 'shelf' | 'trash' | 'family' | number;

/** The stories there, newest first; asked for again while one of them is being written, now and then while one is paused. */
export const shelfQuery = (where: Place, limit = PAGE) =>
  infiniteQueryOptions({
    queryKey: [...keys.storyList(String(where)), limit],
    queryFn: ({ pageParam, signal }) => {
      const query = { ...asked(where), limit, before: pageParam };
      return apiJson<StorySummary[]>('/stories', { query, signal });
    },
    initialPageParam: null as number | null,
    getNextPageParam: (last) => (last.length < limit ? null : (last.at(-1)?.id ?? null)),
    refetchInterval: ({ state }) => {
      const states = state.data?.pages.flat().map((story) => story.state) ?? [];
      if (states.some(isActive)) return 3000;
      return states.includes('paused') ? 60_000 : false;
    },
  });

function asked(where: Place): { state?: 'trash'; shelf?: 'family'; of?: number } {
  if (typeof where === 'number') return { of: where };
  if (where === 'shelf') return {};
  return where === 'trash' ? { state: where } : { shelf: where };
}

export function useShelf(where: Place, limit?: number) {
  const query = useInfiniteQuery(shelfQuery(where, limit));
  return { ...query, stories: query.data?.pages.flat() };
}

export type Move = 'trash' | 'restore' | 'forever';

/** Moves a story between shelf and trash, or out of the world. */
export function useMove() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, move }: { id: number; move: Move }) => {
      if (move === 'restore') return apiFetch(`/stories/${id}/restore`, { method: 'POST' });
      return apiFetch(`/stories/${id}`, { method: 'DELETE', query: { forever: move === 'forever' ? true : null } });
    },
    onSettled: () => client.invalidateQueries({ queryKey: keys.stories }),
  });
}

/** How many of the last stories the first screen shows. */
export const LAST = 3;
