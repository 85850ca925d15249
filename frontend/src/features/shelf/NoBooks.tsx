import { useTranslation } from 'react-i18next';
import { Empty } from '@/ui/Empty';
import { LinkButton } from '@/ui/LinkButton';

/** One's own shelf without a book; `writes` is whether one can begin a story oneself. */
export function NoBooks({ writes }: { writes: boolean }) {
  const { t } = useTranslation();
  if (!writes) return <Empty title={t('shelf.none')} />;
  return (
    <Empty title={t('shelf.none')} text={t('shelf.noneText')}>
      <LinkButton to="/">{t('shelf.noneAction')}</LinkButton>
    </Empty>
  );
}
