import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import styles from './composer.module.css';

/** The first screen's shape, with its question already readable. */
export function ComposerSkeleton() {
  const { t } = useTranslation();
  return (
    <div className={styles.form} aria-busy="true">
      <h1>{t('write.title')}</h1>
      <Skeleton height="8rem" />
      <Skeleton height="2.25rem" width="80%" radius="xl" />
      <Skeleton height="var(--target)" width="11rem" />
    </div>
  );
}
