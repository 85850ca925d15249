import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Config, Craft, Language } from '@/api/types';
import { STORY_LANGUAGES } from '@/lib/languages';
import { canWrite, languagesOf, modelFor } from '@/lib/writers';
import { languageName } from '@/ui/languageName';
import { Options } from '@/ui/Options';
import styles from './settings.module.css';
import { useModels } from './useModels';

interface WayProps {
  config: Config;
  change: (part: Partial<Config>) => void;
}

/** The usual language and way of writing: each offers what the usual model can do with the other. */
export function Way({ config: { language, craft, model: id }, change }: WayProps) {
  const { t, i18n } = useTranslation();
  const model = modelFor(useModels().data ?? [], id);
  const named = (code: string) => languageName(code, i18n.language);
  const list = (codes: readonly string[]) => new Intl.ListFormat(i18n.language, { type: 'conjunction' }).format(codes.map(named));

  const known = languagesOf(model, craft);
  const offered = STORY_LANGUAGES.filter((code) => known.length === 0 || known.includes(code) || code === language);

  const free = languagesOf(model, 'free');
  const limits: Record<Craft, string> = {
    guided: t('settings.guidedIn', { languages: list(languagesOf(model, 'guided')) }),
    free: model?.why_not?.[i18n.language] ?? t('settings.freeIn', { languages: list(free) }),
  };
  const can = (way: Craft) => (language === null ? model === undefined || languagesOf(model, way).length > 0 : canWrite(model, way, language));
  const note = (way: Craft): string => {
    if (!can(way)) return limits[way];
    const whole = model === undefined || STORY_LANGUAGES.every((code) => canWrite(model, way, code));
    return whole ? t(`write.craft.${way}What`) : `${t(`write.craft.${way}What`)} ${limits[way]}`;
  };

  return (
    <div className={styles.way}>
      <NativeSelect
        className={styles.language}
        label={t('settings.storyLanguage')}
        value={language ?? ''}
        onChange={(event) => change({ language: (event.currentTarget.value || null) as Language | null })}
        data={[{ value: '', label: t('settings.languageOfPage') }, ...offered.map((value) => ({ value, label: named(value) }))]}
      />
      <Options
        legend={t('write.craft.label')}
        showLegend
        value={craft}
        onChange={(way) => change({ craft: way })}
        options={[
          { value: null, label: t('settings.craftAny'), note: model ? t('settings.craftAnyNow', { model: model.name, way: t(`settings.craftName.${model.default_craft}`) }) : '\u00a0' },
          ...(['guided', 'free'] as const).map((way) => ({ value: way, label: t(`write.craft.${way}`), note: note(way), disabled: !can(way) })),
        ]}
      />
    </div>
  );
}
