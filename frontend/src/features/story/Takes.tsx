import { useTranslation } from 'react-i18next';
import type { Passage } from '@/api/types';
import styles from './parts.module.css';
import { takesOf } from './turns';
import { takesId, type Side } from './useTurned';

interface TakesProps {
  passage: Passage;
  disabled: boolean;
  onTurn: (head: number, side: Side) => void;
}

/** ‹ 2 of 3 ›: every take is kept, and turned like a page. */
export function Takes({ passage, disabled, onTurn }: TakesProps) {
  const { t } = useTranslation();
  const { index, count, previous, next } = takesOf(passage);
  if (count < 2) return null;
  const turn = (side: Side, to: number | null, label: string, sign: string) => (
    <button type="button" data-side={side} className={styles.turn} disabled={to === null || disabled} aria-label={label} title={label} onClick={() => to !== null && onTurn(to, side)}>
      <span aria-hidden="true">{sign}</span>
    </button>
  );
  return (
    <div id={takesId(passage.position)} className={styles.takes} role="group" aria-label={t('story.takeLabel', { index, count })}>
      {turn('previous', previous, t('story.previousTake'), '‹')}
      <span className={styles.count}>{t('story.take', { index, count })}</span>
      {turn('next', next, t('story.nextTake'), '›')}
    </div>
  );
}
