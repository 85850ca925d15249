import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Empty } from '@/ui/Empty';

/** Shown when a page could not be drawn: a fault of ours, or a new version whose parts are not here. */
export function Broken() {
  const { t } = useTranslation();
  return (
    <Empty page title={t('page.broken.title')} text={t('page.broken.text')}>
      <Button onClick={() => location.reload()}>{t('page.broken.again')}</Button>
    </Empty>
  );
}
