import { useTranslation } from 'react-i18next';
import { Empty } from '@/ui/Empty';
import { LinkButton } from '@/ui/LinkButton';
import { useTitle } from '@/ui/useTitle';

export function Missing() {
  const { t } = useTranslation();
  useTitle(t('page.missing.title'));
  return (
    <Empty page title={t('page.missing.title')} text={t('page.missing.text')}>
      <LinkButton to="/">{t('page.missing.home')}</LinkButton>
    </Empty>
  );
}
