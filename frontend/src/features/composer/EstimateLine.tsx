import { useTranslation } from 'react-i18next';
import type { NewStory } from '@/api/types';
import { aboutWords } from '@/lib/amounts';
import { useMoney } from '@/ui/useMoney';
import styles from './composer.module.css';
import { useEstimate } from './useEstimate';

/** Said in minutes only when there are some. */
const MINUTE = 60;

/** One quiet line, only when the story costs something or reaches a limit. Its place is kept, so that nothing moves. */
export function EstimateLine({ story }: { story: NewStory }) {
  const { t, i18n } = useTranslation();
  const estimate = useEstimate(story);
  const money = useMoney(estimate?.currency ?? '');
  const words = () => {
    if (!estimate) return null;
    const { prompt_tokens, completion_tokens, cost, seconds, left } = estimate;
    const over = left !== null && prompt_tokens + completion_tokens > left;
    if (!over && !cost) return null;
    const parts = [t('write.estimate.words', { words: aboutWords(completion_tokens).toLocaleString(i18n.language) })];
    if (cost) parts.push(money.about(cost));
    if (!over && seconds !== null && seconds >= MINUTE) parts.push(t('write.estimate.minutes', { count: Math.round(seconds / MINUTE) }));
    return (
      <>
        {t('write.estimate.line', { list: parts.join(', ') })} {over && t(left > 0 ? 'write.estimate.over' : 'write.estimate.none')}
      </>
    );
  };
  return (
    <p className={styles.estimate} role="status">
      {words()}
    </p>
  );
}
