import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Ref } from 'react';
import { useTranslation } from 'react-i18next';
import type { Limits, PassageError } from '@/api/types';
import { reached, type Reached } from '@/lib/amounts';
import { useKnown } from '@/lib/session';
import { useLimits } from '@/lib/useLimits';
import { moment, tagOf } from '@/ui/moment';
import styles from './story.module.css';

interface PausedProps {
  ref: Ref<HTMLDivElement> | undefined;
  error: PassageError | null;
  words: number;
  /** It is somebody else's, and so are its limits. */
  reads: boolean;
  /** Null where nothing may be asked for now. */
  onResume: (() => void) | null;
  onStop: (() => void) | null;
  pending: boolean;
}

/** A passage that a limit holds up: what is kept, when it goes on by itself, and who can raise the limit. */
export function Paused({ ref, error, words, reads, onResume, onStop, pending }: PausedProps) {
  const { t, i18n } = useTranslation();
  const limits = useLimits();
  const { me, session } = useKnown();
  const whose = error?.code === 'server_cap' ? 'server' : 'mine';
  const which = limits.isPending ? 'day' : holds(limits.data, whose);
  const raises = me?.role === 'administrator' || session?.accounts === false ? 'you' : me?.role === 'reader' ? 'guardian' : 'administrator';
  if (reads) {
    return (
      <div className={styles.paused}>
        <p role="status">{t('family.story.paused')}</p>
        {me?.guardian === true && whose === 'mine' && (
          <div className={styles.verbs}>
            <Link to="/family" className={styles.raise}>
              {t('family.story.pausedCap')}
            </Link>
          </div>
        )}
      </div>
    );
  }
  return (
    <div ref={ref} tabIndex={-1} className={styles.paused}>
      <div role="status">
        <p>
          {t(`story.paused.${whose}`)} {words === 0 ? t('story.kept_zero') : t('story.kept', { count: words })}
        </p>
        {/* Until it is known, the place of the likeliest words is kept, so that nothing moves. */}
        <p className={limits.isPending ? styles.unsaid : undefined}>
          {t(`story.paused.on.${which}`, { when: turnOf(which, i18n.language) })} {which !== 'room' && t(`story.paused.raise.${raises}`)}
        </p>
      </div>
      <div className={styles.verbs}>
        {onResume && (which === 'room' || which === 'some') && (
          <Button onClick={onResume} loading={pending}>
            {t('story.paused.goOn')}
          </Button>
        )}
        {onStop && (
          <Button variant="default" onClick={onStop} disabled={pending}>
            {t('story.stop')}
          </Button>
        )}
        {raises === 'you' && which !== 'room' && (
          <Link to="/settings/limits" className={styles.raise}>
            {t('story.paused.toLimits')}
          </Link>
        )}
      </div>
    </div>
  );
}

/** Which limit holds it up, as far as whoever looks is told: `room` when there is room by now, `some` when nobody says. */
function holds(limits: Limits | undefined, whose: 'mine' | 'server'): Reached | 'room' | 'some' {
  const used = limits?.[whose];
  return used ? (reached(used) ?? 'room') : 'some';
}

/** When the server's day or month turns, which are UTC's, by the clock of whoever looks. */
function turnOf(which: Reached | 'room' | 'some', language: string): string {
  const now = new Date();
  if (which === 'month') return moment(new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1)).toISOString(), language);
  const midnight = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1));
  return new Intl.DateTimeFormat(tagOf(language), { timeStyle: 'short' }).format(midnight);
}
