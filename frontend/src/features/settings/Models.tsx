import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Config } from '@/api/types';
import { Failed } from '@/ui/Failed';
import { fail, succeed } from '@/ui/toast';
import { ModelCard } from './ModelCard';
import styles from './settings.module.css';
import { useSaveConfig } from './useConfig';
import { useModels } from './useModels';

/** Everything that can write from here, in plain words. */
export function Models({ config }: { config: Config | undefined }) {
  const { t } = useTranslation();
  const models = useModels();
  const save = useSaveConfig();
  if (models.error && !models.data) return <Failed reason={models.error} onAgain={() => void models.refetch()} />;
  if (!models.data) return <Skeleton height="14rem" />;
  const usual = models.data.find((model) => model.id === config?.model) ?? models.data.find((model) => model.default);
  const choose = (id: string) => {
    if (config) save.mutate({ ...config, model: id }, { onSuccess: () => succeed(t('settings.saved')), onError: fail });
  };
  return (
    <ul className={styles.models}>
      {models.data.map((model) => (
        <ModelCard key={model.id} model={model} usual={model.id === usual?.id} onChoose={config ? () => choose(model.id) : null} />
      ))}
    </ul>
  );
}
