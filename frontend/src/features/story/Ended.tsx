import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { PassageError, PassageState } from '@/api/types';
import { isChild } from '@/lib/bands';
import { useKnown } from '@/lib/session';
import { modelFault } from '@/ui/modelFault';
import styles from './story.module.css';

/** What the server calls it when a gate stopped a passage. */
const UNFIT = 'unfit';

interface EndedProps {
  state: PassageState;
  error: PassageError | null;
  words: number;
  /** Null for who only reads. */
  onResume: (() => void) | null;
  pending: boolean;
}

/** A passage that ended before its end: what happened, what was kept, what to do. */
export function Ended({ state, error, words, onResume, pending }: EndedProps) {
  const { t } = useTranslation();
  const failed = state === 'failed';
  const { me } = useKnown();
  const unfit = error?.code === UNFIT;
  if (!onResume) return <p className={styles.ended}>{t(failed ? 'family.story.broken' : 'family.story.stopped')}</p>;
  const what = unfit ? t(isChild(me) ? 'held.stoppedChild' : 'held.stopped') : failed ? modelFault(error?.code, t) : t('story.stopped');
  return (
    <div className={styles.ended} data-failed={failed || undefined} role={failed ? 'alert' : undefined}>
      <p>
        {what} {words === 0 ? t('story.kept_zero') : t('story.kept', { count: words })}
        {unfit && !isChild(me) && (
          <>
            {' '}
            <Link to="/notes">{t('held.why')}</Link>
          </>
        )}
      </p>
      <Button variant={failed ? 'filled' : 'default'} onClick={onResume} loading={pending}>
        {unfit ? t('held.otherWay') : failed ? t('action.again') : t('story.finish')}
      </Button>
    </div>
  );
}
