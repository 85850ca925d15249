import type { Craft, Model } from '@/api/types';

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

/** Every language the model can write in: in this way, or without one in any. */
export function languagesOf(model: Model | undefined, craft: Craft | null = null): string[] {
  if (craft !== null) return model?.crafts[craft] ?? [];
  return [...new Set([...(model?.crafts.guided ?? []), ...(model?.crafts.free ?? [])])];
}
