import { infiniteQueryOptions } from '@tanstack/react-query';
import type { Note } from '@/api/types';
import { apiJson } from './apiFetch';
import { keys } from './queryKeys';

const PAGE = 20;

/** What was held back, newest first; more when wanted. */
export const notesQuery = infiniteQueryOptions({
  queryKey: keys.notes,
  queryFn: ({ pageParam, signal }) => apiJson<Note[]>('/notes', { query: { limit: PAGE, before: pageParam }, signal }),
  initialPageParam: null as number | null,
  getNextPageParam: (last) => (last.length < PAGE ? null : (last.at(-1)?.id ?? null)),
});
