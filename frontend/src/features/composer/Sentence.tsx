import { useTranslation } from 'react-i18next';
import type { Model } from '@/api/types';
import { lengthsAround, minutesToRead } from '@/lib/reading';
import { ChipMenu } from '@/ui/ChipMenu';
import chips from '@/ui/chips.module.css';
import { languageName } from '@/ui/languageName';
import { Options } from '@/ui/Options';
import { GENRES, languagesOf, TONES, type Draft } from './draft';
import type { ReactNode } from 'react';

interface SentenceProps {
  draft: Draft;
  change: (part: Partial<Draft>) => void;
  model: Model | undefined;
  language: string;
  /** The chip that says for whom; readers are another feature's business. */
  readersChip: ReactNode;
  children: ReactNode;
}

/** The choices, worded as one sentence: "A bedtime story for Zoé, in French, about five minutes, calm". */
export function Sentence({ draft, change, model, language, readersChip, children }: SentenceProps) {
  const { t, i18n } = useTranslation();
  const genre = (value: string | null) => (value === null ? t('write.genre.any') : t(`write.genre.${value}` as 'write.genre.any', { defaultValue: value }));
  const tone = (value: string | null) => (value === null ? t('write.tone.any') : t(`write.tone.${value}` as 'write.tone.any', { defaultValue: value }));
  const spoken = (code: string) => t('write.language.in', { language: languageName(code, i18n.language) });
  const length = (words: number) => t('write.length.about', { count: minutesToRead(words) });
  const among = (known: readonly string[], value: string | null) => [null, ...new Set([...known, ...(value === null ? [] : [value])])];

  return (
    <div className={chips.sentence} role="group" aria-label={t('write.chips')}>
      <ChipMenu label={t('write.genre.label')} value={genre(draft.genre)}>
        {(close) => <Options legend={t('write.genre.label')} value={draft.genre} onChange={(value) => change({ genre: value })} onSettled={close} options={among(GENRES, draft.genre).map((value) => ({ value, label: genre(value) }))} />}
      </ChipMenu>
      {readersChip}
      <ChipMenu label={t('write.language.label')} value={spoken(language)}>
        {(close) => <Options legend={t('write.language.label')} value={language} onChange={(value) => change({ language: value })} onSettled={close} options={languagesOf(model).map((value) => ({ value, label: languageName(value, i18n.language) }))} />}
      </ChipMenu>
      <ChipMenu label={t('write.length.label')} value={length(draft.lengthWords)}>
        {(close) => (
          <Options
            legend={t('write.length.label')}
            value={draft.lengthWords}
            onChange={(value) => change({ lengthWords: value })}
            onSettled={close}
            options={lengthsAround(draft.lengthWords).map((words) => ({ value: words, label: length(words), note: t('write.length.aloud', { words: words.toLocaleString(i18n.language) }) }))}
          />
        )}
      </ChipMenu>
      <ChipMenu label={t('write.tone.label')} value={tone(draft.tone)}>
        {(close) => <Options legend={t('write.tone.label')} value={draft.tone} onChange={(value) => change({ tone: value })} onSettled={close} options={among(TONES, draft.tone).map((value) => ({ value, label: tone(value) }))} />}
      </ChipMenu>
      {children}
    </div>
  );
}
