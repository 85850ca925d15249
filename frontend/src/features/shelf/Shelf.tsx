import { Button, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { fold } from '@/lib/fold';
import { Failed } from '@/ui/Failed';
import { Book } from './Book';
import { Books, BooksSkeleton } from './Books';
import styles from './shelf.module.css';
import { useShelf } from './useShelf';
import { useTrash } from './useTrash';

interface ShelfProps {
  /** Whose: one's own, the family's, or a child's. */
  where: 'shelf' | 'family' | number;
  /** What stands in the place of books where there are none. */
  none: ReactNode;
  /** The words searched for; they live in the address. */
  query: string;
  onQuery: (query: string) => void;
}

/** Every story kept, newest first, found by title as one types. Only one's own can be thrown away. */
export function Shelf({ where, none, query, onQuery }: ShelfProps) {
  const { t } = useTranslation();
  const { stories, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useShelf(where);
  const { trash } = useTrash();
  if (!stories) return error ? <Failed reason={error} onAgain={() => void refetch()} /> : <BooksSkeleton count={6} />;
  if (stories.length === 0) return none;
  const found = stories.filter((story) => fold(story.title).includes(fold(query)));
  return (
    <>
      <TextInput type="search" className={styles.search} aria-label={t('shelf.search')} placeholder={t('shelf.search')} value={query} onChange={(event) => onQuery(event.currentTarget.value)} />
      {found.length === 0 && <p className={styles.none}>{t('shelf.noneFound', { query })}</p>}
      <Books>
        {found.map((story) => (
          <Book key={story.id} story={story} whose={where === 'family'}>
            {where === 'shelf' && (
              <button type="button" className={styles.verb} aria-label={t('shelf.delete', { title: story.title })} onClick={() => trash(story)}>
                {t('action.delete')}
              </button>
            )}
          </Book>
        ))}
      </Books>
      {hasNextPage && (
        <div className={styles.next}>
          <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('shelf.more')}
          </Button>
        </div>
      )}
    </>
  );
}
