import { useMutation, useQuery } from '@tanstack/react-query';
import type { Session, Welcome } from '@/api/types';
import { apiJson } from '@/lib/apiFetch';

/** What a link is for; once it was taken, it is not asked any more. */
export function useWelcome(code: string, taken: boolean) {
  return useQuery({
    queryKey: ['welcome', code],
    queryFn: ({ signal }) => apiJson<Welcome>('/invitations/look', { method: 'POST', json: { code }, signal }),
    enabled: code !== '' && !taken,
    staleTime: Infinity,
    gcTime: 0,
  });
}

interface Taken {
  code: string;
  name: string;
  password: string;
}

/** Takes it: an account, or a new password for one. The answer says who is in now. */
export const useAccept = () => useMutation({ mutationFn: (taken: Taken) => apiJson<Session>('/invitations/accept', { method: 'POST', json: taken }) });
