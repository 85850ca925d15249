import type { Limits, LimitsChange, Model, Price } from '@/api/types';
import { asTyped, decimal, tokensOf, wholeNumber, wordsTyped } from '@/lib/amounts';

/** What stands in the fields: words a day, money a month, and what each model's reading and writing cost. */
export interface LimitsForm {
  all: string;
  each: string;
  money: string;
  currency: string;
  prices: readonly PriceForm[];
}

export interface PriceForm {
  model: string;
  name: string;
  prompt: string;
  completion: string;
}

export function formOf(limits: Limits, models: readonly Model[], language: string): LimitsForm {
  const { server, currency, prices } = limits;
  const typed = (amount: number | undefined) => asTyped(amount ?? null, language);
  const paid = models.filter((model) => !model.local);
  const gone = prices.filter(({ model }) => !paid.some(({ id }) => id === model));
  const nameOf = (id: string) => models.find((model) => model.id === id)?.name ?? id;
  const row = (id: string): PriceForm => {
    const price = prices.find(({ model }) => model === id);
    return { model: id, name: nameOf(id), prompt: typed(price?.prompt), completion: typed(price?.completion) };
  };
  return {
    all: wordsTyped(server?.tokens_a_day ?? null, language),
    each: wordsTyped(server?.each_tokens_a_day ?? null, language),
    money: asTyped(server?.cost_a_month ?? null, language),
    currency,
    prices: [...paid.map(({ id }) => row(id)), ...gone.map(({ model }) => row(model))],
  };
}

/** The first field that says no amount, by its name; null when all of them do. */
export function faultOf({ all, each, money, prices }: LimitsForm): string | null {
  if (Number.isNaN(wholeNumber(all))) return 'all';
  if (Number.isNaN(wholeNumber(each))) return 'each';
  if (Number.isNaN(decimal(money))) return 'money';
  const wrong = prices.find((price) => faultyPrice(price) !== null);
  return wrong ? `${wrong.model} ${faultyPrice(wrong) ?? ''}` : null;
}

/** Which half of a price is missing, or is none. */
export function faultyPrice({ prompt, completion }: PriceForm): 'prompt' | 'completion' | null {
  const [reads, writes] = [decimal(prompt), decimal(completion)];
  if (Number.isNaN(reads) || (reads === null && writes !== null)) return 'prompt';
  return Number.isNaN(writes) || (writes === null && reads !== null) ? 'completion' : null;
}

/** What is asked for, once nothing is at fault. A model without a price is left out. */
export function changeOf(form: LimitsForm, { server }: Limits): LimitsChange {
  return {
    tokens_a_day: tokensOf(form.all, server?.tokens_a_day ?? null),
    each_tokens_a_day: tokensOf(form.each, server?.each_tokens_a_day ?? null),
    cost_a_month: decimal(form.money),
    currency: form.currency,
    prices: form.prices.flatMap(({ model, prompt, completion }): Price[] => {
      const [reads, writes] = [decimal(prompt), decimal(completion)];
      return reads === null || writes === null ? [] : [{ model, prompt: reads, completion: writes }];
    }),
  };
}
