import { useTranslation } from 'react-i18next';
import type { Passage } from '@/api/types';
import styles from './story.module.css';

/** Before the first word: what is happening, and honestly how long it may take. */
export function Waiting({ passage, awaited }: { passage: Passage; awaited: string | null }) {
  const { t } = useTranslation();
  const { queue } = passage;
  const minutes = Math.round((queue?.seconds ?? 0) / 60);
  const seconds = Math.max(1, Math.round(queue?.seconds ?? 0));
  return (
    <div className={styles.waiting} role="status">
      <p>{awaited === null ? t('story.queued') : t('story.awaited', { model: awaited })}</p>
      {queue !== null && queue.ahead > 0 && <p>{t('story.ahead', { count: queue.ahead })}</p>}
      {queue !== null && queue.seconds !== null && queue.ahead > 0 && <p>{minutes > 0 ? t('story.minutes', { count: minutes }) : t('story.seconds', { count: seconds })}</p>}
    </div>
  );
}
