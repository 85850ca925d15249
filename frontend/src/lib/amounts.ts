import type { Used } from '@/api/types';

/**
 * Models read and write in tokens. The page speaks of words, which people can picture: about 700 words are
 * 1,000 tokens. Words typed here go to tokens and back without changing.
 */
const WORDS_A_TOKEN = 0.7;

export const wordsIn = (tokens: number): number => Math.round(tokens * WORDS_A_TOKEN);
export const tokensIn = (words: number): number => Math.round(words / WORDS_A_TOKEN);

/** No more exact than it is: two figures, so 1,234 words are "about 1,200". */
export function aboutWords(tokens: number): number {
  const words = wordsIn(Math.max(0, tokens));
  const step = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, words))) - 1);
  return Math.round(words / step) * step;
}

const GROUPED = /^\d{1,3}(?:[\s.,'’]\d{3})+$/;

/** A whole number as people write it, "7,000" or "7 000"; null for an empty field, NaN for anything else. */
export function wholeNumber(text: string): number | null {
  const said = text.trim();
  if (said === '') return null;
  return Number(GROUPED.test(said) ? said.replace(/\D/g, '') : /^\d{1,12}$/.test(said) ? said : NaN);
}

/** An amount of money as people write it, "2.50" or "2,50"; null for an empty field, NaN for anything else. */
export function decimal(text: string): number | null {
  const said = text.replace(/\s/g, '');
  if (said === '') return null;
  return /^\d{1,9}(?:[.,]\d{1,6})?$/.test(said) ? Number(said.replace(',', '.')) : NaN;
}

/** An amount for a field, with the signs of the page's language; it is read back as it stands. */
export const asTyped = (amount: number | null, language: string): string => (amount === null ? '' : new Intl.NumberFormat(language, { useGrouping: false, maximumFractionDigits: 6 }).format(amount));

/** The words that tokens stand for, for a field. */
export const wordsTyped = (tokens: number | null, language: string): string => (tokens === null ? '' : wordsIn(tokens).toLocaleString(language));

export type Reached = 'day' | 'month';

/** Which cap is reached, the one that holds longer first; null while there is room. */
export function reached({ tokens_today, tokens_a_day, cost_this_month, cost_a_month }: Used): Reached | null {
  if (cost_a_month !== null && cost_this_month >= cost_a_month) return 'month';
  return tokens_a_day !== null && tokens_today >= tokens_a_day ? 'day' : null;
}

/** The tokens that a field of words stands for. Words that nobody changed keep the exact number they came from. */
export function tokensOf(text: string, before: number | null): number | null {
  const words = wholeNumber(text);
  if (words === null) return null;
  return before !== null && words === wordsIn(before) ? before : tokensIn(words);
}
