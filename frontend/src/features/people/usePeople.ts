import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { InvitationMade, Person, PersonChange } from '@/api/types';
import { apiJson } from '@/lib/apiFetch';
import { keys } from '@/lib/queryKeys';

/** Everybody who has an account here, in the order in which they came. */
export const peopleQuery = queryOptions({ queryKey: keys.people, queryFn: ({ signal }) => apiJson<Person[]>('/users', { signal }) });

export const usePeople = () => useQuery(peopleQuery);

export function useChangePerson() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, ...change }: Partial<PersonChange> & { id: number }) => apiJson<Person>(`/users/${id}`, { method: 'PATCH', json: change }),
    onSettled: () => Promise.all([client.invalidateQueries({ queryKey: keys.people }), client.invalidateQueries({ queryKey: keys.audit })]),
  });
}

/** A link with which somebody sets a new password. The answer holds its code, this once. */
export function useRenew() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: number) => apiJson<InvitationMade>(`/users/${id}/reset`, { method: 'POST' }),
    onSuccess: () => Promise.all([client.invalidateQueries({ queryKey: keys.invitations }), client.invalidateQueries({ queryKey: keys.audit })]),
    gcTime: 0,
  });
}
