import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StorySummary } from '@/api/types';
import { Confirm } from '@/ui/Confirm';
import { Empty } from '@/ui/Empty';
import { Failed } from '@/ui/Failed';
import { LinkButton } from '@/ui/LinkButton';
import page from '@/ui/page.module.css';
import { fail, succeed } from '@/ui/toast';
import { Book } from './Book';
import { Books, BooksSkeleton } from './Books';
import styles from './shelf.module.css';
import { useMove, useShelf } from './useShelf';
import { useTrash } from './useTrash';

/** Stories thrown away, until somebody deletes them for good. */
export function Trash() {
  const { t } = useTranslation();
  const { stories, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useShelf('trash');
  const [leaving, setLeaving] = useState<StorySummary | null>(null);
  const { restore } = useTrash();
  const { mutate } = useMove();
  const leave = ({ id, title }: StorySummary) => {
    setLeaving(null);
    mutate({ id, move: 'forever' }, { onSuccess: () => succeed(t('shelf.foreverDone', { title })), onError: fail });
  };
  if (!stories) return error ? <Failed reason={error} onAgain={() => void refetch()} /> : <BooksSkeleton count={3} />;
  if (stories.length === 0) {
    return (
      <Empty title={t('shelf.trashNone')} text={t('shelf.trashNoneText')}>
        <LinkButton to="/stories" variant="default">{t('shelf.back')}</LinkButton>
      </Empty>
    );
  }
  return (
    <>
      <p className={page.intro}>{t('shelf.trashText')}</p>
      <Books>
        {stories.map((story) => (
          <Book key={story.id} story={story}>
            <button type="button" className={styles.verb} aria-label={`${t('action.restore')}: ${story.title}`} onClick={() => restore(story)}>
              {t('action.restore')}
            </button>
            <button type="button" className={styles.verb} aria-label={`${t('shelf.forever')}: ${story.title}`} onClick={() => setLeaving(story)}>
              {t('shelf.forever')}
            </button>
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
      {leaving && <Confirm question={t('shelf.foreverAsk', { title: leaving.title })} yes={t('shelf.foreverYes')} onYes={() => leave(leaving)} onClose={() => setLeaving(null)} />}
    </>
  );
}
