import { useMutation, useQuery } from '@tanstack/react-query';
import type { Session, Welcome } from '@/api/types';
import { apiJson } from '@/lib/apiFetch';
import { session } from '@/lib/session';

/** What a link is for. */
export function useWelcome(code: string) {
  return useQuery({
    queryKey: ['welcome', code],
    queryFn: ({ signal }) => apiJson<Welcome>('/invitations/look', { method: 'POST', json: { code }, signal }),
    enabled: code !== '',
    staleTime: Infinity,
    gcTime: 0,
  });
}

interface Taken {
  code: string;
  name: string;
  password: string;
}

/** Takes it: an account, or a new password for one, and signed in. */
export function useAccept() {
  return useMutation({
    mutationFn: (taken: Taken) => apiJson<Session>('/invitations/accept', { method: 'POST', json: taken }),
    onSuccess: (said) => session.learn(said),
  });
}
