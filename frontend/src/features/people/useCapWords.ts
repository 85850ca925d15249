import { useTranslation } from 'react-i18next';
import type { Person } from '@/api/types';
import { aboutWords } from '@/lib/amounts';
import { useLimits } from '@/lib/useLimits';
import { useMoney } from '@/ui/useMoney';

/** How much somebody may use, as a sentence; null for whoever has no limit of their own. */
export function useCapWords(): (person: Person) => string | null {
  const { t, i18n } = useTranslation();
  const { data } = useLimits();
  const money = useMoney(data?.currency ?? '');
  return ({ tokens_a_day: tokens, cost_a_month: cost }) => {
    const parts = [
      ...(tokens === null ? [] : [t('people.capWords', { words: aboutWords(tokens).toLocaleString(i18n.language) })]),
      ...(cost === null ? [] : [t('people.capMoney', { money: money.exactly(cost) })]),
    ];
    if (parts.length === 0) return null;
    return t('people.capped', { list: new Intl.ListFormat(i18n.language, { type: 'conjunction' }).format(parts) });
  };
}
