import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { apiFetch, apiJson } from './apiFetch';

interface Row {
  id: number;
}

/** The hooks of a plain list of things that can be added, changed and deleted. */
export function collection<Item extends Row, New>(path: string, queryKey: readonly string[]) {
  const all = queryOptions({ queryKey, queryFn: ({ signal }) => apiJson<Item[]>(path, { signal }) });
  const useAll = () => useQuery(all);

  function useAdd() {
    const client = useQueryClient();
    return useMutation({
      mutationFn: (item: New) => apiJson<Item>(path, { method: 'POST', json: item, once: true }),
      onSettled: () => client.invalidateQueries({ queryKey }),
    });
  }

  function useChange() {
    const client = useQueryClient();
    return useMutation({
      mutationFn: ({ id, ...part }: Partial<New> & Row) => apiJson<Item>(`${path}/${id}`, { method: 'PATCH', json: part }),
      onSettled: () => client.invalidateQueries({ queryKey }),
    });
  }

  /** The row leaves the list at once, and comes back if the server would not delete it. */
  function useRemove() {
    const client = useQueryClient();
    return useMutation({
      mutationFn: ({ id }: Item) => apiFetch(`${path}/${id}`, { method: 'DELETE' }),
      onMutate: async ({ id }) => {
        await client.cancelQueries({ queryKey });
        const before = client.getQueryData<Item[]>(queryKey);
        client.setQueryData<Item[]>(queryKey, (rows) => rows?.filter((row) => row.id !== id));
        return { before };
      },
      onError: (_reason, _item, context) => client.setQueryData(queryKey, context?.before),
      onSettled: () => client.invalidateQueries({ queryKey }),
    });
  }

  return { all, useAll, useAdd, useChange, useRemove };
}
