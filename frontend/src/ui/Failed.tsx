import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ApiError } from '@/lib/apiFetch';
import { describeError } from './describeError';
import { Empty } from './Empty';
import { Theirs } from './ErrorWords';

/** What could not be fetched, and the way to try again. */
export function Failed({ reason, onAgain }: { reason: unknown; onAgain: () => void }) {
  const { t } = useTranslation();
  const traceId = reason instanceof ApiError ? reason.traceId : null;
  const { text, theirs } = describeError(reason, t);
  return (
    <Empty title={text}>
      {theirs !== null && <Theirs words={theirs} />}
      {traceId !== null && <small>{t('error.trace', { id: traceId })}</small>}
      <Button variant="default" onClick={onAgain}>
        {t('action.again')}
      </Button>
    </Empty>
  );
}
