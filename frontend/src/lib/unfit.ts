import { ApiError } from './apiFetch';

/** Why a gate holds something back: what rules and classifiers speak of, and three that the judge adds. */
export const CATEGORIES = [
  'violence', 'weapons', 'cruelty', 'fear', 'sadness', 'sexual', 'self_harm', 'substances', 'danger',
  'language', 'hate', 'crime', 'contact', 'ending', 'avoid', 'level', 'unchecked',
] as const;
export type Category = (typeof CATEGORIES)[number];

/** The categories that this page has words for, each once; a newer server may know more. */
export const knownCategories = (names: readonly string[]): Category[] => CATEGORIES.filter((one) => names.includes(one));

/** The server refused it because it does not fit those it is for. */
export const isUnfit = (reason: unknown): reason is ApiError => reason instanceof ApiError && reason.kind === 'unfit';
