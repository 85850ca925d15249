import type { Config, Craft, Language, Model, NewStory } from '@/api/types';
import { craftFor, languagesOf } from '@/lib/writers';

/** What the first screen holds before the story begins. */
export interface Draft {
  readers: number[];
  /** Null until somebody chose: then it is the readers' language, or the page's. */
  language: string | null;
  lengthWords: number;
  genre: string | null;
  tone: string | null;
  model: string | null;
  craft: Craft | null;
  seed: number | null;
}

export const PROMPT_LIMIT = 20_000;

export function draftFrom(config: Config): Draft {
  const { language, length_words: lengthWords, genre, tone, model, craft } = config;
  return { readers: [], language, lengthWords, genre, tone, model, craft, seed: null };
}

/** The language of the story: chosen, or else the first wish that the model can write in. */
export function languageFor(draft: Draft, model: Model | undefined, wishes: readonly (string | null)[]): string {
  const known = languagesOf(model);
  const can = (code: string | null): code is string => code !== null && (known.length === 0 || known.includes(code));
  return [draft.language, ...wishes].find(can) ?? known[0] ?? 'en';
}

export function toNewStory(prompt: string, draft: Draft, language: string, model: Model | undefined): NewStory {
  return {
    prompt: prompt.trim(),
    reader_ids: draft.readers,
    language: language as Language,
    length_words: draft.lengthWords,
    genre: draft.genre,
    tone: draft.tone,
    // A usual model that is not there any more is no wish at all.
    model: model?.id === draft.model ? draft.model : null,
    seed: draft.seed,
    craft: craftFor(model, draft.craft, language),
  };
}
