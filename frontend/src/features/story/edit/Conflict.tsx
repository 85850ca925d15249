import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { PassageText } from '../PassageText';
import styles from './edit.module.css';

interface ConflictProps {
  theirs: string;
  language: string;
  pending: boolean;
  onMine: () => void;
  onTheirs: () => void;
}

/** Somebody saved first. Both versions are shown; the person chooses, and every version is kept in the history. */
export function Conflict({ theirs, language, pending, onMine, onTheirs }: ConflictProps) {
  const { t } = useTranslation();
  return (
    <div className={styles.conflict} role="alert">
      <p>{t('story.conflict')}</p>
      <details className={styles.theirs}>
        <summary>{t('story.theirs')}</summary>
        <PassageText text={theirs} language={language} opening={false} />
      </details>
      <div className={styles.actions}>
        <Button onClick={onMine} loading={pending}>
          {t('story.keepMine')}
        </Button>
        <Button variant="default" onClick={onTheirs}>
          {t('story.takeTheirs')}
        </Button>
      </div>
    </div>
  );
}
