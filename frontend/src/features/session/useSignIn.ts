import { useMutation } from '@tanstack/react-query';
import type { Session } from '@/api/types';
import { apiJson } from '@/lib/apiFetch';
import { session } from '@/lib/session';

interface Shown {
  name: string;
  password: string;
}

export function useSignIn() {
  return useMutation({
    mutationFn: (shown: Shown) => apiJson<Session>('/session', { method: 'POST', json: shown }),
    onSuccess: (said) => session.learn(said),
  });
}
