import { useTranslation } from 'react-i18next';
import type { Story } from '@/api/types';
import { isActive, type Manuscript } from '@/lib/manuscript';
import type { StreamStatus } from '@/lib/stream';
import { useTitle } from '@/ui/useTitle';
import { useAct } from './actions';
import { Actions } from './Actions';
import { PassageView } from './Passages';
import styles from './story.module.css';
import { TitlePage } from './TitlePage';
import { useLeaf } from './useLeaf';

interface StoryViewProps {
  story: Story;
  manuscript: Manuscript;
  status: StreamStatus;
  modelName: (id: string) => string;
}

/** The story as a page of a book, from its title to what can be done next. */
export function StoryView({ story, manuscript, status, modelName }: StoryViewProps) {
  const { t } = useTranslation();
  useTitle(story.title);
  const act = useAct(story.id);
  const head = story.passages.at(-1);
  const state = useLeaf(manuscript, head)?.state ?? head?.state ?? 'done';
  const busy = isActive(state);
  return (
    <article className={styles.story} data-busy={busy || undefined}>
      <TitlePage story={story} modelName={modelName} act={act.mutate} />
      {story.passages.map((passage) => (
        <PassageView key={passage.id} story={story} passage={passage} manuscript={manuscript} status={status} act={act.mutate} pending={act.isPending} />
      ))}
      {!busy && head && <Actions story={story} head={head} act={act} />}
      <div className="hidden-but-read" aria-live="polite">
        {state === 'done' ? t('story.done') : ''}
      </div>
    </article>
  );
}
