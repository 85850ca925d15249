import { Button, Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Person } from '@/api/types';
import { Failed } from '@/ui/Failed';
import { moment } from '@/ui/moment';
import rows from '@/ui/rows.module.css';
import { auditSentence } from './auditWords';
import { useAudit } from './useAudit';

/** What was done here, and by whom, in sentences. */
export function Audit({ people }: { people: readonly Person[] }) {
  const { t, i18n } = useTranslation();
  const { entries, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useAudit();
  if (!entries) return error ? <Failed reason={error} onAgain={() => void refetch()} /> : <Skeleton height="12rem" />;
  return (
    <>
      <ol className={rows.rows}>
        {entries.map((entry) => (
          <li key={entry.id} className={rows.line}>
            <p>{auditSentence(entry, people, t, i18n.language)}</p>
            <p className={rows.facts}>
              <time dateTime={entry.at}>{moment(entry.at, i18n.language)}</time>
              {entry.address !== '' && ` · ${entry.address}`}
            </p>
          </li>
        ))}
      </ol>
      {hasNextPage && (
        <Button variant="default" className={rows.foot} loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('people.audit.more')}
        </Button>
      )}
    </>
  );
}
