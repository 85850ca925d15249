import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Passage, Story } from '@/api/types';
import { ApiError, apiJson } from '@/lib/apiFetch';
import { keys } from '@/lib/queryKeys';

/** Somebody else's edit came first. */
export const isOld = (reason: unknown): boolean => reason instanceof ApiError && reason.kind === 'changed';

/** Saves a passage edited by hand. On a conflict, `theirs` is the version that came first. */
export function useEdit(passage: Passage) {
  const client = useQueryClient();
  const save = useMutation({
    mutationFn: (edit: { text: string; revision: number }) => apiJson<Passage>(`/passages/${passage.id}`, { method: 'PATCH', json: edit }),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.stories }),
  });
  const conflict = isOld(save.error);
  const look = async (): Promise<Passage | null> => {
    const story = await client.query({ queryKey: keys.story(passage.story), queryFn: () => apiJson<Story>(`/stories/${passage.story}`), staleTime: 0 });
    return story.passages.find((one) => one.id === passage.id) ?? null;
  };
  return { save, conflict, look };
}
