import { useTranslation } from 'react-i18next';
import type { Model } from '@/api/types';
import { lengthsAround } from '@/lib/reading';
import { GENRES, TONES } from '@/lib/wishes';
import { languagesOf } from '@/lib/writers';
import { useWishWords } from '@/ui/useWishWords';
import { ChipMenu } from '@/ui/ChipMenu';
import chips from '@/ui/chips.module.css';
import { languageName } from '@/ui/languageName';
import { Options } from '@/ui/Options';
import type { Draft } from './draft';
import type { ReactNode } from 'react';

interface SentenceProps {
  draft: Draft;
  change: (part: Partial<Draft>) => void;
  model: Model | undefined;
  language: string;
  /** The chip that says for whom; readers are another feature's business. */
  readersChip: ReactNode;
}

/** The choices, worded as one sentence: "A bedtime story for Zoé, in French, about five minutes, calm". */
export function Sentence({ draft, change, model, language, readersChip }: SentenceProps) {
  const { t, i18n } = useTranslation();
  const say = useWishWords();
  const spoken = (code: string) => t('write.language.in', { language: languageName(code, i18n.language) });
  const among = (known: readonly string[], value: string | null) => [null, ...new Set([...known, ...(value === null ? [] : [value])])];

  return (
    <div className={chips.sentence} role="group" aria-label={t('write.chips')}>
      <ChipMenu label={t('write.genre.label')} value={say.genre(draft.genre)}>
        {(close) => <Options legend={t('write.genre.label')} value={draft.genre} onChange={(value) => change({ genre: value })} onSettled={close} options={among(GENRES, draft.genre).map((value) => ({ value, label: say.genreName(value) }))} />}
      </ChipMenu>
      {readersChip}
      <ChipMenu label={t('write.language.label')} value={spoken(language)}>
        {(close) => <Options legend={t('write.language.label')} value={language} onChange={(value) => change({ language: value })} onSettled={close} options={languagesOf(model).map((value) => ({ value, label: languageName(value, i18n.language) }))} />}
      </ChipMenu>
      <ChipMenu label={t('write.length.label')} value={say.length(draft.lengthWords)}>
        {(close) => (
          <Options
            legend={t('write.length.label')}
            value={draft.lengthWords}
            onChange={(value) => change({ lengthWords: value })}
            onSettled={close}
            options={lengthsAround(draft.lengthWords).map((words) => ({ value: words, label: say.lengthName(words), note: t('write.length.aloud', { words: words.toLocaleString(i18n.language) }) }))}
          />
        )}
      </ChipMenu>
      <ChipMenu label={t('write.tone.label')} value={say.tone(draft.tone)}>
        {(close) => <Options legend={t('write.tone.label')} value={draft.tone} onChange={(value) => change({ tone: value })} onSettled={close} options={among(TONES, draft.tone).map((value) => ({ value, label: say.toneName(value) }))} />}
      </ChipMenu>
    </div>
  );
}
