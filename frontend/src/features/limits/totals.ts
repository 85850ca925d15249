import type { Usage } from '@/api/types';

export interface Total {
  key: string;
  name: string;
  model: string;
  tokens: number;
  /** Null where no price was known for any of it. */
  cost: number | null;
}

/** The days of each person and model put together, most used first. */
export function totals(usage: readonly Usage[]): Total[] {
  const found = new Map<string, Total>();
  for (const { user, model, prompt_tokens, completion_tokens, cost } of usage) {
    const key = `${user.id} ${model}`;
    const held = found.get(key) ?? { key, name: user.name, model, tokens: 0, cost: null };
    const sum = cost === null ? held.cost : (held.cost ?? 0) + cost;
    found.set(key, { ...held, tokens: held.tokens + prompt_tokens + completion_tokens, cost: sum });
  }
  return [...found.values()].sort((a, b) => b.tokens - a.tokens);
}
