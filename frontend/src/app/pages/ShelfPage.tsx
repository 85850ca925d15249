import { useTranslation } from 'react-i18next';
import { Shelf } from '@/features/shelf/Shelf';
import page from '@/ui/page.module.css';
import { useTitle } from '@/ui/useTitle';

export function ShelfPage() {
  const { t } = useTranslation();
  useTitle(t('shelf.title'));
  return (
    <div className={`${page.page} ${page.wide}`}>
      <div className={page.head}>
        <h1>{t('shelf.title')}</h1>
      </div>
      <Shelf />
    </div>
  );
}
