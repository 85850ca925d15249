import { useTranslation } from 'react-i18next';
import { Readers } from '@/features/readers/Readers';
import page from '@/ui/page.module.css';
import { useTitle } from '@/ui/useTitle';

export function ReadersPage() {
  const { t } = useTranslation();
  useTitle(t('readers.title'));
  return (
    <div className={page.page}>
      <Readers />
    </div>
  );
}
