import { Skeleton } from '@mantine/core';
import { useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorWords } from '@/ui/ErrorWords';
import { moment } from '@/ui/moment';
import rows from '@/ui/rows.module.css';
import styles from './share.module.css';
import { useShares, type TakingBack } from './useShares';

interface SharesProps {
  story: number;
  takeBack: TakingBack;
  onTaken: (id: number) => void;
}

/** The links that hold, each with its end and the way to end it now. */
export function Shares({ story, takeBack, onTaken }: SharesProps) {
  const { t, i18n } = useTranslation();
  const heading = useRef<HTMLHeadingElement>(null);
  const id = useId();
  const shares = useShares(story);
  const error = shares.error ?? takeBack.error;
  const at = (when: string) => moment(when, i18n.language);
  const take = (share: number) => {
    takeBack.mutate(share, {
      onSuccess: () => {
        onTaken(share);
        // The button goes with its row: the keyboard goes on above.
        heading.current?.focus();
      },
    });
  };
  return (
    <section aria-labelledby={id} className={styles.shares}>
      <h3 ref={heading} id={id} tabIndex={-1} className={styles.heading}>
        {t('story.share.list')}
      </h3>
      {error && (
        <p role="alert" className={rows.wrong}>
          <ErrorWords reason={error} />
        </p>
      )}
      <p role="status" className={rows.facts}>
        {takeBack.isSuccess ? t('people.withdrawn') : ''}
      </p>
      {!shares.data ? (
        shares.isPending && <Skeleton height="3rem" />
      ) : shares.data.length === 0 ? (
        <p className={rows.none}>{t('story.share.none')}</p>
      ) : (
        <ul className={rows.rows}>
          {shares.data.map((share) => {
            const until = t('story.share.until', { when: at(share.expires_at) });
            return (
              <li key={share.id} className={rows.row}>
                <div>
                  <p className={rows.title}>{until}</p>
                  <p className={rows.facts}>{t('story.share.since', { when: at(share.created_at) })}</p>
                </div>
                <button type="button" className={rows.verb} disabled={takeBack.isPending} aria-label={`${t('story.share.takeBack')}: ${until}`} onClick={() => take(share.id)}>
                  {t('story.share.takeBack')}
                </button>
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}
