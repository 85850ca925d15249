import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import styles from './story.module.css';

export function InTrash({ onRestore }: { onRestore: () => void }) {
  const { t } = useTranslation();
  return (
    <div className={styles.notice}>
      <p>{t('story.inTrash')}</p>
      <Button variant="default" onClick={onRestore}>
        {t('action.restore')}
      </Button>
    </div>
  );
}
