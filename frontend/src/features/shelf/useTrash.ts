import { useTranslation } from 'react-i18next';
import type { StorySummary } from '@/api/types';
import { fail, succeed } from '@/ui/toast';
import { useMove } from './useShelf';

type Named = Pick<StorySummary, 'id' | 'title'>;

/** Throws a story in the trash, with the way back in the toast. */
export function useTrash() {
  const { t } = useTranslation();
  const { mutate } = useMove();
  const restore = ({ id, title }: Named) => mutate({ id, move: 'restore' }, { onSuccess: () => succeed(t('shelf.restored', { title })), onError: fail });
  const trash = (story: Named) => {
    const undo = { label: t('action.undo'), run: () => restore(story) };
    mutate({ id: story.id, move: 'trash' }, { onSuccess: () => succeed(t('shelf.toTrash', { title: story.title }), undo), onError: fail });
  };
  return { trash, restore };
}
