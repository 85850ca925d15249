import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Family, InvitationMade, Member, MemberChange, NewInvitation } from '@/api/types';
import { apiFetch, apiJson } from '@/lib/apiFetch';
import { familiesQuery } from '@/lib/families';
import { knowAgain } from '@/lib/know';
import { keys } from '@/lib/queryKeys';

export const useFamilies = () => useQuery(familiesQuery);

/** Whoever changes a family changes what they see: of shelves, of readers, and who they are. */
function useSettled() {
  const client = useQueryClient();
  return async () => {
    await knowAgain();
    await client.invalidateQueries();
  };
}

export function useMakeFamily() {
  const onSettled = useSettled();
  return useMutation({ mutationFn: (name: string) => apiJson<Family>('/families', { method: 'POST', json: { name }, once: true }), onSettled });
}

export function useRename({ id }: Family) {
  const onSettled = useSettled();
  return useMutation({ mutationFn: (name: string) => apiJson<Family>(`/families/${id}`, { method: 'PATCH', json: { name } }), onSettled });
}

export function useDissolve({ id }: Family) {
  const onSettled = useSettled();
  return useMutation({ mutationFn: () => apiFetch(`/families/${id}`, { method: 'DELETE' }), onSettled });
}

export function useChangeMember({ id }: Family) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ member, ...change }: MemberChange & { member: number }) => apiJson<Member>(`/families/${id}/members/${member}`, { method: 'PATCH', json: change }),
    onSettled: () => client.invalidateQueries({ queryKey: keys.families }),
  });
}

interface Going {
  member: number;
  /** The account of a child goes too, in two weeks. */
  forever?: boolean;
}

/** A guardian removes somebody, or somebody leaves. */
export function useRemoveMember({ id }: Family) {
  const onSettled = useSettled();
  return useMutation({
    mutationFn: ({ member, forever = false }: Going) => apiFetch(`/families/${id}/members/${member}`, { method: 'DELETE', ...(forever && { query: { forever } }) }),
    onSettled,
  });
}

/** A link with which a child's new password is set. The answer holds its code, this once. */
export function useRenewChild({ id }: Family) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (member: number) => apiJson<InvitationMade>(`/families/${id}/members/${member}/reset`, { method: 'POST' }),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.invitations }),
    gcTime: 0,
  });
}

/** A link that lets one person into the family. */
export function useInviteHere() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (wanted: NewInvitation) => apiJson<InvitationMade>('/invitations', { method: 'POST', json: { ...wanted, family: true } }),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.invitations }),
    gcTime: 0,
  });
}
