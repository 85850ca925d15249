import { useTranslation } from 'react-i18next';
import { AmountField } from '@/ui/AmountField';
import rows from '@/ui/rows.module.css';
import { faultyPrice, type PriceForm } from './form';
import styles from './limits.module.css';

interface PricesProps {
  prices: readonly PriceForm[];
  currency: string;
  /** The name of the field that is at fault. */
  fault: string | null;
  onChange: (prices: readonly PriceForm[]) => void;
}

/** What each model elsewhere asks for a million tokens read, and for a million written. */
export function Prices({ prices, currency, fault, onChange }: PricesProps) {
  const { t } = useTranslation();
  if (prices.length === 0) return <p className={rows.none}>{t('limits.pricesNone')}</p>;
  const change = (model: string, part: Partial<PriceForm>) => onChange(prices.map((price) => (price.model === model ? { ...price, ...part } : price)));
  return (
    <div className={styles.prices}>
      {prices.map((price) => {
        const wrong = (half: 'prompt' | 'completion') => (fault === `${price.model} ${half}` && faultyPrice(price) === half ? t(price[half].trim() === '' ? 'limits.bothPrices' : 'limits.wrongMoney') : null);
        return (
          <fieldset key={price.model} className={styles.price}>
            <legend>{price.name}</legend>
            <div className={styles.pair}>
              <AmountField name={`${price.model} prompt`} label={t('limits.reading')} value={price.prompt} onChange={(prompt) => change(price.model, { prompt })} error={wrong('prompt')} unit={currency} />
              <AmountField name={`${price.model} completion`} label={t('limits.writing')} value={price.completion} onChange={(completion) => change(price.model, { completion })} error={wrong('completion')} unit={currency} />
            </div>
          </fieldset>
        );
      })}
    </div>
  );
}
