import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { backoff, pause } from '@/lib/backoff';
import { away as flag } from '@/lib/reachability';
import styles from './layout.module.css';

/** One thin line while the server does not answer; asks again until it does. */
export function OfflineLine() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const away = useSyncExternalStore(flag.subscribe, flag.get);

  useEffect(() => {
    if (!away) return;
    const stop = new AbortController();
    const knock = async (attempt: number): Promise<void> => {
      await pause(backoff(attempt), stop.signal);
      if (stop.signal.aborted) return;
      await client.refetchQueries({ type: 'active' });
      await knock(attempt + 1);
    };
    void knock(2);
    return () => stop.abort();
  }, [away, client]);

  return (
    <p className={styles.offline} role="status">
      {away ? t('page.offline') : ''}
    </p>
  );
}
