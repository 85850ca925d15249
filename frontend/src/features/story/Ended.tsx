import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PassageError, PassageState } from '@/api/types';
import { modelFault } from '@/ui/modelFault';
import styles from './story.module.css';

interface EndedProps {
  state: PassageState;
  error: PassageError | null;
  words: number;
  onResume: () => void;
  pending: boolean;
}

/** A passage that ended before its end: what happened, what was kept, what to do. */
export function Ended({ state, error, words, onResume, pending }: EndedProps) {
  const { t } = useTranslation();
  const failed = state === 'failed';
  const what = failed ? modelFault(error?.code, t) : t('story.stopped');
  return (
    <div className={styles.ended} data-failed={failed || undefined} role={failed ? 'alert' : undefined}>
      <p>
        {what} {words === 0 ? t('story.kept_zero') : t('story.kept', { count: words })}
      </p>
      <Button variant={failed ? 'filled' : 'default'} onClick={onResume} loading={pending}>
        {failed ? t('action.again') : t('story.finish')}
      </Button>
    </div>
  );
}
