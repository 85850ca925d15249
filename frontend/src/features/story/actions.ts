import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Passage, Story } from '@/api/types';
import { apiJson } from '@/lib/apiFetch';
import { keys } from '@/lib/queryKeys';
import { isUnfit } from '@/lib/unfit';
import { fail } from '@/ui/toast';

export type Act =
  | { act: 'continue'; instruction: string | null }
  | { act: 'retake' | 'resume' | 'stop'; passage: number }
  | { act: 'head'; head: number; revision: number }
  | { act: 'family'; family: boolean }
  | { act: 'rename'; title: string; revision: number };

/** The story's verbs. The answer is shown at once; then everything that lists stories is asked again. */
export function useAct(story: number) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (act: Act) => send(story, act),
    onSuccess: (answer) => {
      if ('passages' in answer) client.setQueryData(keys.story(story), answer);
    },
    onError: (reason, act) => {
      // A wish that does not suit is answered beside its field.
      if (act.act !== 'continue' || !isUnfit(reason)) fail(reason);
    },
    onSettled: () => client.invalidateQueries({ queryKey: keys.stories }),
  });
}

export type Acting = ReturnType<typeof useAct>;

function send(story: number, act: Act): Promise<Story | Passage> {
  switch (act.act) {
    case 'continue':
      return apiJson<Story>(`/stories/${story}/passages`, { method: 'POST', json: { instruction: act.instruction }, once: true });
    case 'retake':
      return apiJson<Story>(`/passages/${act.passage}/retake`, { method: 'POST', once: true });
    case 'resume':
    case 'stop':
      return apiJson<Story | Passage>(`/passages/${act.passage}/${act.act}`, { method: 'POST' });
    case 'head':
      return apiJson<Story>(`/stories/${story}`, { method: 'PATCH', json: { head: act.head, revision: act.revision } });
    case 'family':
      return apiJson<Story>(`/stories/${story}`, { method: 'PATCH', json: { family: act.family } });
    case 'rename':
      return apiJson<Story>(`/stories/${story}`, { method: 'PATCH', json: { title: act.title, revision: act.revision } });
  }
}
