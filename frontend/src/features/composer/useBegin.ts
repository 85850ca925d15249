import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { NewStory, Story } from '@/api/types';
import { apiJson } from '@/lib/apiFetch';
import { keys } from '@/lib/queryKeys';

/** Begins a story; its page can be shown at once from the answer. */
export function useBegin(onBegun: (story: Story) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (story: NewStory) => apiJson<Story>('/stories', { method: 'POST', json: story, once: true }),
    onSuccess: (story) => {
      client.setQueryData(keys.story(story.id), story);
      void client.invalidateQueries({ queryKey: [...keys.stories, 'list'] });
      onBegun(story);
    },
  });
}
