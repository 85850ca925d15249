import { useQuery } from '@tanstack/react-query';
import type { SharedStory } from '@/api/types';
import { apiJson } from '@/lib/apiFetch';
import { keys } from '@/lib/queryKeys';

/** What a link opens. The code goes in the body, which no log keeps. */
export function useShared(code: string) {
  return useQuery({
    queryKey: keys.shared(code),
    queryFn: ({ signal }) => apiJson<SharedStory>('/shared', { method: 'POST', json: { code }, signal }),
    enabled: code !== '',
    staleTime: Infinity,
  });
}
