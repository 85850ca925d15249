import { useMutation } from '@tanstack/react-query';
import { ApiError, apiFetch } from '@/lib/apiFetch';
import { session } from '@/lib/session';

/** Who is signed out already is signed out. */
async function signOut(): Promise<void> {
  try {
    await apiFetch('/session', { method: 'DELETE' });
  } catch (reason) {
    if (!(reason instanceof ApiError && reason.status === 401)) throw reason;
  }
}

export function useSignOut() {
  return useMutation({ mutationFn: signOut, onSuccess: () => session.leave() });
}
