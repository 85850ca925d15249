import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Me, Passage, Story } from '@/api/types';
import { apiJson } from '@/lib/apiFetch';
import { familiesQuery } from '@/lib/families';
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

/** Whether this reader answers for it: grown-ups for what is their own, guardians for children; null until that is known. */
export function useAnswers(story: Story, me: Me | null): boolean | null {
  const looksAfter = me?.guardian === true && !story.mine;
  const { data, isPending } = useQuery({ ...familiesQuery, enabled: looksAfter });
  if (!looksAfter) return story.mine;
  if (isPending) return null;
  return data?.some(({ members }) => members.some(({ id, role }) => id === story.owner.id && role === 'reader')) ?? false;
}

/** For which reasons a passage is held; none when it only waits to be looked at, undefined until that is known. */
export function useReasons(passage: number): readonly string[] | undefined {
  const { data, isPending } = useInfiniteQuery(notesQuery);
  if (isPending) return undefined;
  const noted = data?.pages.flat().filter((note) => note.passage_id === passage && note.where === 'whole') ?? [];
  return noted.flatMap(({ reasons }) => reasons.map(({ category }) => category));
}
