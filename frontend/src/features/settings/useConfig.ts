import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Config } from '@/api/types';
import { apiJson } from '@/lib/apiFetch';
import { keys } from '@/lib/queryKeys';
import { fail, succeed } from '@/ui/toast';

export const configQuery = queryOptions({
  queryKey: keys.config,
  queryFn: ({ signal }) => apiJson<Config>('/config', { signal }),
  staleTime: 60_000,
});

export const useConfig = () => useQuery(configQuery);

/** Changes the defaults. The choice is shown at once, and taken back if the server would not keep it. */
export function useSaveConfig() {
  const client = useQueryClient();
  const { t } = useTranslation();
  const put = useMutation({
    mutationFn: ({ config }: { config: Config; before: Config | undefined }) => apiJson<Config>('/config', { method: 'PUT', json: config }),
    onSuccess: (config) => {
      client.setQueryData(keys.config, config);
      succeed(t('settings.saved'));
    },
    onError: (reason, { before }) => {
      client.setQueryData(keys.config, before);
      fail(reason);
    },
  });
  return (config: Config) => {
    const before = client.getQueryData<Config>(keys.config);
    client.setQueryData(keys.config, config);
    put.mutate({ config, before });
  };
}
