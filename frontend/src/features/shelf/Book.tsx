import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { StorySummary } from '@/api/types';
import { isActive } from '@/lib/manuscript';
import { minutesToRead } from '@/lib/reading';
import { Cover } from '@/ui/cover/Cover';
import { personName } from '@/ui/personName';
import styles from './shelf.module.css';

interface BookProps {
  story: StorySummary;
  /** Where books of several people stand together. */
  whose?: boolean;
  /** Verbs that stand under the book. */
  children?: ReactNode;
}

/** A story as it stands on the shelf: cover, title, and how far it is. */
export function Book({ story, whose = false, children }: BookProps) {
  const { t } = useTranslation();
  const length = t('story.minutesRead', { count: minutesToRead(story.words) });
  const state = story.state === 'done' ? length : t(`shelf.state.${story.state}`);
  return (
    <li className={styles.book}>
      <Link to="/stories/$id" params={{ id: String(story.id) }} className={styles.link}>
        <Cover story={story} />
        <span className={styles.title} lang={story.language}>
          {story.title}
        </span>
      </Link>
      <div className={styles.foot}>
        <span className={styles.state} data-active={isActive(story.state) || undefined}>
          {state}
        </span>
        {whose ? !story.mine && <span className={styles.state}>{t('family.shelf.by', { name: personName(story.owner.name) })}</span> : story.mine && story.family && <span className={styles.state}>{t('family.shelf.shared')}</span>}
        {children}
      </div>
    </li>
  );
}
