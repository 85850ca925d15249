import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Config } from '@/api/types';
import { lengthsAround } from '@/lib/reading';
import { GENRES, TONES } from '@/lib/wishes';
import { Options } from '@/ui/Options';
import { useWishWords } from '@/ui/useWishWords';
import styles from './settings.module.css';
import { useSaveConfig } from './useConfig';
import { Way } from './Way';

/** What each new story begins with: wishes first, numbers behind a fold. */
export function Wishes({ config }: { config: Config }) {
  const { t } = useTranslation();
  const say = useWishWords();
  const save = useSaveConfig();
  const [words, setWords] = useState<string | null>(null);
  const change = (part: Partial<Config>) => save({ ...config, ...part });
  const wrong = words !== null && !(/^\d+$/.test(words) && Number(words) >= 100 && Number(words) <= 2000);
  const keepWords = () => {
    if (words === null || wrong) return;
    setWords(null);
    if (Number(words) !== config.length_words) change({ length_words: Number(words) });
  };

  return (
    <>
      <div className={styles.columns}>
        <Options legend={t('write.tone.label')} showLegend value={config.tone} onChange={(tone) => change({ tone })} options={[null, ...TONES].map((value) => ({ value, label: say.toneName(value) }))} />
        <Options
          legend={t('write.length.label')}
          showLegend
          value={config.length_words}
          onChange={(length_words) => change({ length_words })}
          options={lengthsAround(config.length_words).map((value) => ({ value, label: say.lengthName(value) }))}
        />
        <Options legend={t('write.genre.label')} showLegend value={config.genre} onChange={(genre) => change({ genre })} options={[null, ...GENRES].map((value) => ({ value, label: say.genreName(value) }))} />
      </div>
      <Way config={config} change={change} />
      <details className={styles.fold}>
        <summary>{t('settings.numbers')}</summary>
        <TextInput
          label={t('settings.words')}
          description={t('settings.wordsHint')}
          inputMode="numeric"
          value={words ?? config.length_words}
          error={wrong ? t('settings.wordsWrong') : null}
          onChange={(event) => setWords(event.currentTarget.value.trim())}
          onBlur={keepWords}
          onKeyDown={(event) => event.key === 'Enter' && keepWords()}
        />
      </details>
    </>
  );
}
