import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Trash } from '@/features/shelf/Trash';
import page from '@/ui/page.module.css';
import { useTitle } from '@/ui/useTitle';

export function TrashPage() {
  const { t } = useTranslation();
  useTitle(t('shelf.trashTitle'));
  return (
    <div className={`${page.page} ${page.wide}`}>
      <div className={page.head}>
        <h1>{t('shelf.trashTitle')}</h1>
        <Link to="/stories" className={page.aside}>
          {t('shelf.back')}
        </Link>
      </div>
      <Trash />
    </div>
  );
}
