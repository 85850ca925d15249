import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Invitation, InvitationMade, Role } from '@/api/types';
import { apiFetch, apiJson } from './apiFetch';
import { keys } from './queryKeys';

/** Those that nobody has used yet, newest first; for a guardian, those into the own family. */
export const invitationsQuery = queryOptions({ queryKey: keys.invitations, queryFn: ({ signal }) => apiJson<Invitation[]>('/invitations', { signal }) });

export const useInvitations = () => useQuery(invitationsQuery);

/** The answer holds the code, this once. */
export function useInvite() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (role: Role) => apiJson<InvitationMade>('/invitations', { method: 'POST', json: { role } }),
    onSuccess: () => Promise.all([client.invalidateQueries({ queryKey: keys.invitations }), client.invalidateQueries({ queryKey: keys.audit })]),
    gcTime: 0,
  });
}

export function useWithdraw() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: number) => apiFetch(`/invitations/${id}`, { method: 'DELETE' }),
    onSettled: () => Promise.all([client.invalidateQueries({ queryKey: keys.invitations }), client.invalidateQueries({ queryKey: keys.audit })]),
  });
}
