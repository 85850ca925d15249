import { useTranslation } from 'react-i18next';
import type { Passage } from '@/api/types';
import styles from './parts.module.css';
import { takesOf } from './turns';

interface TakesProps {
  passage: Passage;
  disabled: boolean;
  onTurn: (head: number) => void;
}

/** ‹ 2 of 3 ›: every take is kept, and turned like a page. */
export function Takes({ passage, disabled, onTurn }: TakesProps) {
  const { t } = useTranslation();
  const { index, count, previous, next } = takesOf(passage);
  if (count < 2) return null;
  const turn = (to: number | null, label: string, sign: string) => (
    <button type="button" className={styles.turn} disabled={to === null || disabled} aria-label={label} title={label} onClick={() => to !== null && onTurn(to)}>
      <span aria-hidden="true">{sign}</span>
    </button>
  );
  return (
    <div className={styles.takes} role="group" aria-label={t('story.takeLabel', { index, count })}>
      {turn(previous, t('story.previousTake'), '‹')}
      <span className={styles.count}>{t('story.take', { index, count })}</span>
      {turn(next, t('story.nextTake'), '›')}
    </div>
  );
}
