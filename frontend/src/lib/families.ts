import { queryOptions } from '@tanstack/react-query';
import type { Family } from '@/api/types';
import { apiJson } from './apiFetch';
import { keys } from './queryKeys';

/** One's own family; for administrators, every one of the server. */
export const familiesQuery = queryOptions({
  queryKey: keys.families,
  queryFn: ({ signal }) => apiJson<Family[]>('/families', { signal }),
});
