import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { DownIcon } from '@/ui/icons';
import styles from './bar.module.css';

interface WritingBarProps {
  reconnecting: boolean;
  awaited: string | null;
  away: boolean;
  stopping: boolean;
  onJump: () => void;
  /** Null for who only reads. */
  onStop: (() => void) | null;
}

/** What can be done while the story is being written. It floats, so that nothing moves as the text grows. */
export function WritingBar({ reconnecting, awaited, away, stopping, onJump, onStop }: WritingBarProps) {
  const { t } = useTranslation();
  const waits = awaited === null ? '' : t('story.awaited', { model: awaited });
  return (
    <div className={styles.bar}>
      <p className={styles.line} role="status">
        {reconnecting ? t('story.reconnecting') : waits}
      </p>
      <div className={styles.buttons}>
        {away && (
          <Button variant="default" className={styles.solid} onClick={onJump} leftSection={<DownIcon size={18} />}>
            {t('story.jump')}
          </Button>
        )}
        {onStop && (
          <Button variant="default" className={styles.solid} onClick={onStop} loading={stopping}>
            {t('story.stop')}
          </Button>
        )}
      </div>
    </div>
  );
}
