import { Button, Skeleton } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Me } from '@/api/types';
import { notesQuery } from '@/lib/notes';
import { Empty } from '@/ui/Empty';
import { Failed } from '@/ui/Failed';
import rows from '@/ui/rows.module.css';
import { NoteRow } from './NoteRow';

/** What was asked for or written that did not suit its readers: why, and what can be done. */
export function Notes({ me }: { me: Me | null }) {
  const { t } = useTranslation();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(notesQuery);
  if (!data) {
    if (error) return <Failed reason={error} onAgain={() => void refetch()} />;
    return (
      <div role="status">
        <span className="hidden-but-read">{t('page.loading')}</span>
        <Skeleton height="16rem" />
      </div>
    );
  }
  const notes = data.pages.flat();
  if (notes.length === 0) return <Empty title={t('notes.none')} text={t('notes.noneText')} />;
  return (
    <>
      <ol className={rows.rows}>
        {notes.map((note) => (
          <NoteRow key={note.id} note={note} mine={me === null || note.user.id === me.id} guardian={me?.guardian === true} />
        ))}
      </ol>
      {hasNextPage && (
        <Button variant="default" className={rows.foot} loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('people.audit.more')}
        </Button>
      )}
    </>
  );
}
