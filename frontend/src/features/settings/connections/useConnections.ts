import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Connection, ConnectionIn } from '@/api/types';
import { apiFetch, apiJson } from '@/lib/apiFetch';
import { keys } from '@/lib/queryKeys';

/** One's own, and those that an administrator shares. */
export const connectionsQuery = queryOptions({ queryKey: keys.connections, queryFn: ({ signal }) => apiJson<Connection[]>('/connections', { signal }) });

export const useConnections = (enabled = true) => useQuery({ ...connectionsQuery, enabled });

/** Each is a model that can write, and somebody who is told what is asked for. */
const TOUCHED = [keys.connections, keys.models, keys.privacy] as const;

function useTouch() {
  const client = useQueryClient();
  return () => Promise.all(TOUCHED.map((queryKey) => client.invalidateQueries({ queryKey })));
}

/** Adds one, or changes the one with this id. The key goes out and never comes back: nothing of it is kept here. */
export function useConnect(id: number | null) {
  const touch = useTouch();
  return useMutation({
    mutationFn: (wanted: ConnectionIn) => (id === null ? apiJson<Connection>('/connections', { method: 'POST', json: wanted, once: true }) : apiJson<Connection>(`/connections/${id}`, { method: 'PATCH', json: wanted })),
    onSettled: touch,
    gcTime: 0,
  });
}

export function useDisconnect() {
  const touch = useTouch();
  return useMutation({ mutationFn: (id: number) => apiFetch(`/connections/${id}`, { method: 'DELETE' }), onSettled: touch });
}
