import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Estimate, NewStory } from '@/api/types';
import { apiJson } from '@/lib/apiFetch';
import { codePointLength } from '@/lib/codePoints';

/** Of a prompt, so many characters more or less change nothing that anybody would notice. */
const STEP = 200;

/**
 * What a story would use and cost: asked anew when a choice changes it, not with each letter. Null while
 * nothing is asked for, or where the server does not say: nobody's story waits for it.
 */
export function useEstimate(story: NewStory): Estimate | null {
  const { prompt, ...choices } = story;
  const length = codePointLength(prompt ?? '');
  const { data } = useQuery({
    queryKey: ['estimate', Math.ceil(length / STEP), choices],
    queryFn: ({ signal }) => apiJson<Estimate>('/estimate', { method: 'POST', json: story, signal }),
    enabled: length > 0,
    staleTime: 30_000,
    retry: false,
    placeholderData: keepPreviousData,
  });
  return length > 0 ? (data ?? null) : null;
}
