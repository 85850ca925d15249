import { useTranslation } from 'react-i18next';
import { tagOf } from './moment';

interface Money {
  /** As people here write it: "€0.42"; "less than €0.01" for what no coin pays. */
  exactly: (amount: number) => string;
  /** The same for a guess: "about €0.42". */
  about: (amount: number) => string;
}

export function useMoney(currency: string): Money {
  const { t, i18n } = useTranslation();
  const format = formatOf(currency, tagOf(i18n.language));
  const coin = 10 ** -(format.resolvedOptions().maximumFractionDigits ?? 2);
  const small = (amount: number) => amount > 0 && amount < coin;
  const less = () => t('limits.under', { money: format.format(coin) });
  return {
    exactly: (amount) => (small(amount) ? less() : format.format(amount)),
    about: (amount) => (small(amount) ? less() : t('limits.about', { money: format.format(amount) })),
  };
}

function formatOf(currency: string, tag: string): Intl.NumberFormat {
  try {
    return new Intl.NumberFormat(tag, { style: 'currency', currency });
  } catch {
    // Not a currency that anybody knows: the number alone.
    return new Intl.NumberFormat(tag, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  }
}
