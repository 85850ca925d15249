import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { StorySummary } from '@/api/types';
import styles from './shelf.module.css';

export function Book({ story }: { story: StorySummary }) {
  const { t } = useTranslation();
  return (
    <Link to="/stories/$id" params={{ id: String(story.id) }} className={styles.book}>
      <span lang={story.language}>{story.title}</span>
      {story.state !== 'done' && <small>{t(`shelf.state.${story.state}`)}</small>}
    </Link>
  );
}
