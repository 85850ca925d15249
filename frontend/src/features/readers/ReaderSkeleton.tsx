import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import styles from './readers.module.css';

export function ReaderSkeleton() {
  const { t } = useTranslation();
  return (
    <div className={styles.cards} role="status">
      <span className="hidden-but-read">{t('page.loading')}</span>
      <Skeleton height="9rem" />
      <Skeleton height="9rem" />
    </div>
  );
}
