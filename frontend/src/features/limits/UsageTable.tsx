import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { aboutWords } from '@/lib/amounts';
import { useUsage } from '@/lib/useLimits';
import { Failed } from '@/ui/Failed';
import { personName } from '@/ui/personName';
import rows from '@/ui/rows.module.css';
import { useMoney } from '@/ui/useMoney';
import { totals } from './totals';

interface UsageTableProps {
  currency: string;
  /** Models by the names people know; one that is gone keeps its id. */
  nameOf: (model: string) => string;
}

/** The last thirty days, by person and model: counts alone, nothing of what was written. */
export function UsageTable({ currency, nameOf }: UsageTableProps) {
  const { t, i18n } = useTranslation();
  const usage = useUsage();
  const money = useMoney(currency);
  if (!usage.data) return usage.error ? <Failed reason={usage.error} onAgain={() => void usage.refetch()} /> : <Skeleton height="8rem" />;
  if (usage.data.length === 0) return <p className={rows.none}>{t('limits.usageNone')}</p>;
  return (
    <ul className={rows.rows}>
      {totals(usage.data).map(({ key, name, model, tokens, cost }) => (
        <li key={key} className={rows.row}>
          <div>
            <p className={rows.title}>{personName(name)}</p>
            <p className={rows.facts}>{nameOf(model)}</p>
          </div>
          <p>
            {t('limits.words', { words: aboutWords(tokens).toLocaleString(i18n.language) })}
            {cost !== null && ` · ${money.exactly(cost)}`}
          </p>
        </li>
      ))}
    </ul>
  );
}
