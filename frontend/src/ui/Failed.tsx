import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ApiError } from '@/lib/apiFetch';
import { Empty } from './Empty';
import { ErrorWords } from './ErrorWords';

/** What could not be fetched, and the way to try again. */
export function Failed({ reason, onAgain }: { reason: unknown; onAgain: () => void }) {
  const { t } = useTranslation();
  const traceId = reason instanceof ApiError ? reason.traceId : null;
  return (
    <Empty title={<ErrorWords reason={reason} />}>
      {traceId !== null && <small>{t('error.trace', { id: traceId })}</small>}
      <Button variant="default" onClick={onAgain}>
        {t('action.again')}
      </Button>
    </Empty>
  );
}
