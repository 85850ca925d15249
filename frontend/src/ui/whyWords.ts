import type { TFunction } from 'i18next';
import { knownCategories } from '@/lib/unfit';

/** Why something was held back, a plain sentence for each reason. */
export function whyWords(categories: readonly string[], t: TFunction): string[] {
  const known = knownCategories(categories);
  return known.length === 0 ? [t('fit.why.other')] : known.map((one) => t(`fit.why.${one}`));
}
