import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Craft, Model } from '@/api/types';
import { canWrite, craftFor, modelFor } from '@/lib/writers';
import { languageName } from '@/ui/languageName';
import { Options } from '@/ui/Options';
import styles from './composer.module.css';
import type { Draft } from './draft';

interface MoreChoicesProps {
  draft: Draft;
  change: (part: Partial<Draft>) => void;
  models: readonly Model[];
  language: string;
}

/** What most evenings do not need: which model writes, in which way, and the number of chance. */
export function MoreChoices({ draft, change, models, language }: MoreChoicesProps) {
  const { t, i18n } = useTranslation();
  const model = modelFor(models, draft.model);
  const craft = craftFor(model, draft.craft, language);
  const can = (way: Craft) => canWrite(model, way, language);
  const whyNot = model?.why_not?.[i18n.language] ?? t('write.cannot', { model: model?.name, language: languageName(language, i18n.language) });

  return (
    <div className={styles.more}>
      <Options
        legend={t('write.model')}
        showLegend
        value={model?.id ?? ''}
        onChange={(id) => change({ model: id })}
        options={models.map((one) => ({
          value: one.id,
          label: one.available ? one.name : t('write.modelAway', { name: one.name }),
          note: one.description[i18n.language],
          disabled: !one.available,
        }))}
      />
      <Options
        legend={t('write.craft.label')}
        showLegend
        value={craft}
        onChange={(way) => change({ craft: way })}
        options={(['guided', 'free'] as const).map((way) => ({
          value: way,
          label: t(`write.craft.${way}`),
          note: can(way) ? t(`write.craft.${way}What`) : whyNot,
          disabled: !can(way),
        }))}
      />
      <TextInput
        label={t('write.seed')}
        description={t('write.seedWhat')}
        inputMode="numeric"
        value={draft.seed ?? ''}
        onChange={(event) => change({ seed: toSeed(event.currentTarget.value) })}
        className={styles.seed}
      />
    </div>
  );
}

function toSeed(text: string): number | null {
  const digits = text.replace(/\D/g, '').slice(0, 9);
  return digits === '' ? null : Number(digits);
}
