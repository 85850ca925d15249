import { useTranslation } from 'react-i18next';
import { minutesToRead } from '@/lib/reading';
import { GENRES, TONES } from '@/lib/wishes';

const known = <T extends string>(values: readonly T[], value: string): T | undefined => values.find((one) => one === value);
const capital = (word: string): string => word.charAt(0).toLocaleUpperCase() + word.slice(1);

/** Wishes in words: as they stand in the sentence, and by name in a list. A word of somebody's own stays as it is. */
export function useWishWords() {
  const { t } = useTranslation();
  const genre = (value: string | null): string => {
    if (value === null) return t('write.genre.any');
    const one = known(GENRES, value);
    return one ? t(`write.genre.${one}`) : value;
  };
  const genreName = (value: string | null): string => {
    if (value === null) return t('write.genreName.any');
    const one = known(GENRES, value);
    return one ? t(`write.genreName.${one}`) : capital(value);
  };
  const tone = (value: string | null): string => {
    if (value === null) return t('write.tone.any');
    const one = known(TONES, value);
    return one ? t(`write.tone.${one}`) : value;
  };
  const toneName = (value: string | null): string => {
    if (value === null) return t('write.toneName.any');
    const one = known(TONES, value);
    return one ? t(`write.toneName.${one}`) : capital(value);
  };
  const length = (words: number): string => t('write.length.about', { count: minutesToRead(words) });
  const lengthName = (words: number): string => t('write.length.name', { count: minutesToRead(words) });
  return { genre, genreName, tone, toneName, length, lengthName };
}
