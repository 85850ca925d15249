import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Shelf } from '@/features/shelf/Shelf';
import { TrashIcon } from '@/ui/icons';
import page from '@/ui/page.module.css';
import { useTitle } from '@/ui/useTitle';

export function ShelfPage() {
  const { t } = useTranslation();
  useTitle(t('shelf.title'));
  const { q = '' } = useSearch({ from: '/stories' });
  const navigate = useNavigate();
  const search = (words: string) => void navigate({ to: '/stories', search: words === '' ? {} : { q: words }, replace: true, resetScroll: false });
  return (
    <div className={`${page.page} ${page.wide}`}>
      <div className={page.head}>
        <h1>{t('shelf.title')}</h1>
        <Link to="/trash" className={page.aside}>
          <TrashIcon size={20} />
          {t('nav.trash')}
        </Link>
      </div>
      <Shelf query={q} onQuery={search} />
    </div>
  );
}
