import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import styles from './prompts.module.css';

export function PromptSkeleton() {
  const { t } = useTranslation();
  return (
    <div className={styles.cards} role="status">
      <span className="hidden-but-read">{t('page.loading')}</span>
      {[1, 2, 3].map((key) => (
        <Skeleton key={key} height="8rem" />
      ))}
    </div>
  );
}
