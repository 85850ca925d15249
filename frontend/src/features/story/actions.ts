import { useMutation, useQueryClient } from '@tanstack/react-query';
import { apiFetch } from '@/lib/apiFetch';
import { keys } from '@/lib/queryKeys';
import { fail } from '@/ui/toast';

export type Act =
  | { act: 'continue'; instruction: string | null }
  | { act: 'retake' | 'resume' | 'stop'; passage: number }
  | { act: 'head'; head: number; revision: number }
  | { act: 'rename'; title: string; revision: number };

/** The story's verbs. Each asks the server, then fetches the story anew. */
export function useAct(story: number) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (act: Act) => send(story, act),
    onError: fail,
    onSettled: () => client.invalidateQueries({ queryKey: keys.stories }),
  });
}

function send(story: number, act: Act): Promise<Response> {
  switch (act.act) {
    case 'continue':
      return apiFetch(`/stories/${story}/passages`, { method: 'POST', json: act.instruction === null ? {} : { instruction: act.instruction } });
    case 'retake':
    case 'resume':
    case 'stop':
      return apiFetch(`/passages/${act.passage}/${act.act}`, { method: 'POST' });
    case 'head':
      return apiFetch(`/stories/${story}`, { method: 'PATCH', json: { head: act.head, revision: act.revision } });
    case 'rename':
      return apiFetch(`/stories/${story}`, { method: 'PATCH', json: { title: act.title, revision: act.revision } });
  }
}
