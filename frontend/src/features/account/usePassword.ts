import { useMutation, useQueryClient } from '@tanstack/react-query';
import { apiFetch } from '@/lib/apiFetch';
import { keys } from '@/lib/queryKeys';

/** A new password; every other sign-in ends with the old one. */
export function usePassword() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: { old: string; new: string }) => apiFetch('/account/password', { method: 'PUT', json: change }),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.signedIn }),
  });
}
