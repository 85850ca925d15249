import { useQuery } from '@tanstack/react-query';
import type { Passage, Revision } from '@/api/types';
import { apiJson } from '@/lib/apiFetch';
import { keys } from '@/lib/queryKeys';

/** Every text the passage had before this one, newest first. */
export const useRevisions = (passage: Passage) =>
  useQuery({
    queryKey: keys.revisions(passage.id, passage.revision),
    queryFn: ({ signal }) => apiJson<Revision[]>(`/passages/${passage.id}/revisions`, { signal }),
    select: (revisions) => revisions.filter((revision) => revision.n < passage.revision),
    staleTime: Infinity,
  });
