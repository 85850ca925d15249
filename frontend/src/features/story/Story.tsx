import { useTranslation } from 'react-i18next';
import { ApiError } from '@/lib/apiFetch';
import { Empty } from '@/ui/Empty';
import { Failed } from '@/ui/Failed';
import { LinkButton } from '@/ui/LinkButton';
import { StorySkeleton } from './StorySkeleton';
import { StoryView, type StoryDoors } from './StoryView';
import { useStory } from './useStory';

/** The story with this id, or what stands in its place. */
export function Story({ id, ...doors }: StoryDoors & { id: number }) {
  const { t } = useTranslation();
  const { query, story, manuscript, status } = useStory(id);
  if (story) return <StoryView story={story} manuscript={manuscript} status={status} {...doors} />;
  if (query.error instanceof ApiError && query.error.status === 404) {
    return (
      <Empty page title={t('story.missing')} text={t('story.missingText')}>
        <LinkButton to="/stories">{t('shelf.back')}</LinkButton>
      </Empty>
    );
  }
  if (query.error) return <Failed reason={query.error} onAgain={() => void query.refetch()} />;
  return <StorySkeleton />;
}
