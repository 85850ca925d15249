import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import styles from './story.module.css';
import title from './title.module.css';

const LINES = [98, 94, 99, 91, 96, 60];

export function StorySkeleton() {
  const { t } = useTranslation();
  return (
    <div className={styles.story} aria-busy="true">
      <p className="hidden-but-read" role="status">
        {t('story.loading')}
      </p>
      <div className={title.titlePage}>
        <Skeleton height="2.5rem" width="70%" mt="2.5rem" />
        <Skeleton height="0.9rem" width="45%" mt="1rem" />
      </div>
      {LINES.map((width) => (
        <Skeleton key={width} height="1rem" width={`${width}%`} mb="1rem" />
      ))}
    </div>
  );
}
