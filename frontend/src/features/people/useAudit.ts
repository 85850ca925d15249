import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query';
import type { Entry } from '@/api/types';
import { apiJson } from '@/lib/apiFetch';
import { keys } from '@/lib/queryKeys';

const PAGE = 20;

/** Who did what, newest first; more when wanted. */
export const auditQuery = infiniteQueryOptions({
  queryKey: keys.audit,
  queryFn: ({ pageParam, signal }) => apiJson<Entry[]>('/audit', { query: { limit: PAGE, before: pageParam }, signal }),
  initialPageParam: null as number | null,
  getNextPageParam: (last) => (last.length < PAGE ? null : (last.at(-1)?.id ?? null)),
});

export function useAudit() {
  const query = useInfiniteQuery(auditQuery);
  return { ...query, entries: query.data?.pages.flat() };
}
