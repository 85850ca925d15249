import { useTranslation } from 'react-i18next';
import type { Passage } from '@/api/types';
import { editButton } from './edit/button';
import styles from './parts.module.css';
import { Takes } from './Takes';
import type { Side } from './useTurned';

interface PartBarProps {
  passage: Passage;
  disabled: boolean;
  /** The last part has its verbs in the row of what to do next. */
  last: boolean;
  onTurn: (head: number, side: Side) => void;
  onRetake: () => void;
  onEdit: () => void;
}

/** What can be done with one part: turn its takes, have another, edit it. */
export function PartBar({ passage, disabled, last, onTurn, onRetake, onEdit }: PartBarProps) {
  const { t } = useTranslation();
  if (last && passage.takes.length < 2) return null;
  return (
    <div className={styles.bar} role="group" aria-label={t('story.partActions')}>
      <Takes passage={passage} disabled={disabled} onTurn={onTurn} />
      {!last && !disabled && (
        <>
          <button type="button" className={styles.verb} onClick={onRetake}>
            {t('story.retake')}
          </button>
          <button id={editButton(passage.id)} type="button" className={styles.verb} onClick={onEdit}>
            {t('story.edit')}
          </button>
        </>
      )}
    </div>
  );
}
