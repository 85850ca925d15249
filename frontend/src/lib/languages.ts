import type { Language } from '@/api/types';

/** The languages a story can be asked for in. */
export const STORY_LANGUAGES: readonly Language[] = ['en', 'fr', 'de', 'es', 'it', 'nl', 'pt'];
