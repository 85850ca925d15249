import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { apiBase } from '@/lib/apiFetch';

/** A plain link: the browser itself keeps the file, however large it is. */
export function TakeAlong() {
  const { t } = useTranslation();
  return (
    <Button component="a" variant="default" href={`${apiBase()}/account/export`} download>
      {t('account.export.action')}
    </Button>
  );
}
