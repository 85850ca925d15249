import { Link } from '@tanstack/react-router';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Book } from './Book';
import { Books } from './Books';
import styles from './shelf.module.css';
import { LAST, useShelf } from './useShelf';

/** The last three stories, for going on where one was. Nothing at all when there are none. */
export function LastStories({ place = 'shelf' }: { place?: 'shelf' | 'family' }) {
  const { t } = useTranslation();
  const heading = useId();
  const { stories } = useShelf(place, LAST);
  if (!stories || stories.length === 0) return null;
  return (
    <section aria-labelledby={heading}>
      <div className={styles.head}>
        <h2 id={heading}>{t('write.recent')}</h2>
        <Link to="/stories" search={place === 'family' ? { shelf: place } : {}}>{t('write.allStories')}</Link>
      </div>
      <Books>
        {stories.map((story) => (
          <Book key={story.id} story={story} whose={place === 'family'} />
        ))}
      </Books>
    </section>
  );
}
