import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Story } from '@/api/types';
import { minutesToRead } from '@/lib/reading';
import styles from './story.module.css';

interface ColophonProps {
  story: Story;
  origins: boolean;
  /** Null while there are no words to look into. */
  onOrigins: ((shown: boolean) => void) | null;
  /** Where there are others to share with. */
  onShare: (() => void) | null;
  onTrash: (() => void) | null;
  /** Where there is a family with a shelf. */
  onFamily: (() => void) | null;
}

/** The last lines of a book: how long it is, and the quiet tools. */
export function Colophon({ story, origins, onOrigins, onShare, onTrash, onFamily }: ColophonProps) {
  const { t } = useTranslation();
  const facts = [t('story.words', { count: story.words }), t('story.minutesRead', { count: minutesToRead(story.words) })];
  return (
    <footer className={styles.colophon}>
      {onOrigins && <p>{facts.join(' · ')}</p>}
      <details className={styles.asked}>
        <summary>{t('story.asked')}</summary>
        <p lang={story.language}>{story.prompt}</p>
      </details>
      <div className={styles.tools}>
        {onOrigins && (
          <>
            <Button variant="subtle" size="sm" aria-pressed={origins} onClick={() => onOrigins(!origins)}>
              {t('story.origins')}
            </Button>
            <Button variant="subtle" size="sm" onClick={() => print()}>
              {t('story.print')}
            </Button>
          </>
        )}
        {onFamily && (
          <Button variant="subtle" size="sm" onClick={onFamily}>
            {t(story.family ? 'family.story.take' : 'family.story.put')}
          </Button>
        )}
        {onShare && (
          <Button variant="subtle" size="sm" onClick={onShare}>
            {t('story.share.action')}
          </Button>
        )}
        {onTrash && (
          <Button variant="subtle" size="sm" onClick={onTrash}>
            {t('story.delete')}
          </Button>
        )}
      </div>
    </footer>
  );
}
