import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Config } from '@/api/types';
import { apiJson } from '@/lib/apiFetch';
import { keys } from '@/lib/queryKeys';

export const configQuery = queryOptions({
  queryKey: keys.config,
  queryFn: ({ signal }) => apiJson<Config>('/config', { signal }),
  staleTime: 60_000,
});

export const useConfig = () => useQuery(configQuery);

/** Changes the defaults. The choice is shown at once, and taken back if the server would not keep it. */
export function useSaveConfig() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (config: Config) => apiJson<Config>('/config', { method: 'PUT', json: config }),
    onMutate: (config) => {
      const before = client.getQueryData<Config>(keys.config);
      client.setQueryData(keys.config, config);
      return { before };
    },
    onError: (_reason, _config, context) => client.setQueryData(keys.config, context?.before),
    onSuccess: (config) => client.setQueryData(keys.config, config),
  });
}
