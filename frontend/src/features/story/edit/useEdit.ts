import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Passage, Story } from '@/api/types';
import { ApiError, apiJson } from '@/lib/apiFetch';
import { keys } from '@/lib/queryKeys';

/** Saves a passage edited by hand. On a conflict, `theirs` is the version that came first. */
export function useEdit(passage: Passage) {
  const client = useQueryClient();
  const save = useMutation({
    mutationFn: (edit: { text: string; revision: number }) => apiJson<Passage>(`/passages/${passage.id}`, { method: 'PATCH', json: edit }),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.stories }),
  });
  const conflict = save.error instanceof ApiError && save.error.status === 409;
  const look = async (): Promise<Passage | null> => {
    const story = await client.query({ queryKey: keys.story(passage.story), queryFn: () => apiJson<Story>(`/stories/${passage.story}`), staleTime: 0 });
    return story.passages.find((one) => one.id === passage.id) ?? null;
  };
  return { save, conflict, look };
}
