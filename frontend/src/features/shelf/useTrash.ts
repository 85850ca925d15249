import { useTranslation } from 'react-i18next';
import type { StorySummary } from '@/api/types';
import { fail, succeed } from '@/ui/toast';
import { useMove } from './useShelf';

type Named = Pick<StorySummary, 'id' | 'title'>;

/** Throws a story in the trash, with the way back in the toast. */
export function useTrash() {
  const { t } = useTranslation();
  const { mutateAsync: move } = useMove();
  // Promises, not callbacks of the mutation: those are forgotten when the page that asked is left.
  const restore = ({ id, title }: Named) => {
    move({ id, move: 'restore' }).then(() => succeed(t('shelf.restored', { title })), fail);
  };
  const trash = (story: Named) => {
    const undo = { label: t('action.undo'), run: () => restore(story) };
    move({ id: story.id, move: 'trash' }).then(() => succeed(t('shelf.toTrash', { title: story.title }), undo), fail);
  };
  return { trash, restore };
}
