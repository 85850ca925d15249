import { Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './shelf.module.css';

export function Books({ children }: { children: ReactNode }) {
  return <ul className={styles.books}>{children}</ul>;
}

/** Empty places on the shelf while the books are fetched. */
export function BooksSkeleton({ count }: { count: number }) {
  const { t } = useTranslation();
  return (
    <div className={styles.books} role="status">
      <span className="hidden-but-read">{t('page.loading')}</span>
      {Array.from({ length: count }, (_, index) => (
        <div key={index} className={styles.book}>
          <Skeleton className={styles.blank} height="auto" />
          <Skeleton height="1rem" width="80%" my="0.5rem" />
        </div>
      ))}
    </div>
  );
}
