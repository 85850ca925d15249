import { useMutation } from '@tanstack/react-query';
import type { Leaving } from '@/api/types';
import { apiJson } from '@/lib/apiFetch';
import { session } from '@/lib/session';

/** Signed out everywhere; the answer says until when signing in takes it back. */
export function useLeave() {
  return useMutation({
    mutationFn: (password: string) => apiJson<Leaving>('/account', { method: 'DELETE', json: { password: password === '' ? null : password } }),
    onSuccess: () => session.leave(),
  });
}
