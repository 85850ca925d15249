import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import type { Passage } from '@/api/types';
import { apiJson } from '@/lib/apiFetch';
import { notesQuery } from '@/lib/notes';
import { keys } from '@/lib/queryKeys';
import { fail } from '@/ui/toast';

/** Lets children see a passage that was held. */
export function useApprove() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (passage: number) => apiJson<Passage>(`/passages/${passage}/approve`, { method: 'POST' }),
    onError: fail,
    onSettled: () => client.invalidateQueries({ queryKey: keys.stories }),
  });
}

/** For which reasons a passage is held; none when it only waits to be looked at, undefined until that is known. */
export function useReasons(passage: number): readonly string[] | undefined {
  const { data, isPending } = useInfiniteQuery(notesQuery);
  if (isPending) return undefined;
  const noted = data?.pages.flat().filter((note) => note.passage_id === passage && note.where === 'whole') ?? [];
  return noted.flatMap(({ reasons }) => reasons.map(({ category }) => category));
}
