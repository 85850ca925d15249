import { Skeleton } from '@mantine/core';
import type { Config } from '@/api/types';
import { modelFor } from '@/lib/writers';
import { Failed } from '@/ui/Failed';
import { ModelCard } from './ModelCard';
import styles from './settings.module.css';
import { useSaveConfig } from './useConfig';
import { useModels } from './useModels';

interface ModelsProps {
  config: Config | undefined;
  /** Whether the one who looks may make another the usual one. */
  mayChoose: boolean;
}

/** Everything that can write from here, in plain words. */
export function Models({ config, mayChoose }: ModelsProps) {
  const models = useModels();
  const save = useSaveConfig();
  if (models.error && !models.data) return <Failed reason={models.error} onAgain={() => void models.refetch()} />;
  if (!models.data) return <Skeleton height="14rem" />;
  const usual = modelFor(models.data, config?.model ?? null);
  const choose = (id: string) => {
    if (config) save({ ...config, model: id });
  };
  return (
    <ul className={styles.models}>
      {models.data.map((model) => (
        <ModelCard key={model.id} model={model} usual={model.id === usual?.id} onChoose={config && mayChoose ? () => choose(model.id) : null} />
      ))}
    </ul>
  );
}
