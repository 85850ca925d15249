import { useTranslation } from 'react-i18next';
import { Empty } from '@/ui/Empty';
import { LinkButton } from '@/ui/LinkButton';

/** A page that the grown-ups of the family look after. */
export function NotForChildren() {
  const { t } = useTranslation();
  return (
    <Empty page title={t('family.grownUps')} text={t('family.grownUpsText')}>
      <LinkButton to="/stories">{t('shelf.back')}</LinkButton>
    </Empty>
  );
}
