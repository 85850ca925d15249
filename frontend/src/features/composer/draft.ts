import type { Config, Craft, Language, Model, NewStory } from '@/api/types';

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

/** The model that will write: the one asked for, or the usual one. */
export function modelFor(models: readonly Model[], id: string | null): Model | undefined {
  return models.find((model) => model.id === id) ?? models.find((model) => model.default) ?? models[0];
}

/** Whether `model` can be asked to write in this way and language. */
export function canWrite(model: Model | undefined, craft: Craft, language: string): boolean {
  return model?.crafts[craft]?.includes(language) ?? true;
}

/** How it will write: as asked when it can in this language, otherwise the way it can. */
export function craftFor(model: Model | undefined, craft: Craft | null, language: string): Craft {
  const wanted = craft ?? model?.default_craft ?? 'guided';
  const other: Craft = wanted === 'guided' ? 'free' : 'guided';
  return !canWrite(model, wanted, language) && canWrite(model, other, language) ? other : wanted;
}

/** Every language the model can write in one way or another. */
export function languagesOf(model: Model | undefined): string[] {
  return [...new Set([...(model?.crafts.guided ?? []), ...(model?.crafts.free ?? [])])];
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
