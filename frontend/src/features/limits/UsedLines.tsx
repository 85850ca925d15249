import { useTranslation } from 'react-i18next';
import type { Used } from '@/api/types';
import { aboutWords } from '@/lib/amounts';
import { useMoney } from '@/ui/useMoney';
import styles from './limits.module.css';

interface UsedLinesProps {
  used: Used;
  currency: string;
}

/** What was used today and this month, and what is left of it. */
export function UsedLines({ used, currency }: UsedLinesProps) {
  const { t, i18n } = useTranslation();
  const money = useMoney(currency);
  const about = (tokens: number) => aboutWords(tokens).toLocaleString(i18n.language);
  const { tokens_today: today, tokens_a_day: aDay, cost_this_month: month, cost_a_month: aMonth } = used;
  const words = about(today);
  const cost = money.exactly(month);
  return (
    <div className={styles.used}>
      <p>
        {today === 0 ? t('limits.today.nothing') : t('limits.today.used', { words })} {aDay !== null && (today < aDay ? t('limits.today.left', { words: about(aDay - today) }) : t('limits.today.over'))}
      </p>
      {(month > 0 || aMonth !== null) && (
        <p>
          {t('limits.month.used', { cost })} {aMonth !== null && (month < aMonth ? t('limits.month.left', { cost: money.exactly(aMonth - month) }) : t('limits.month.over'))}
        </p>
      )}
    </div>
  );
}
