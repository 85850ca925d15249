import { useTranslation } from 'react-i18next';
import { Readers } from '@/features/readers/Readers';
import { isChild } from '@/lib/bands';
import { useKnown } from '@/lib/session';
import page from '@/ui/page.module.css';
import { useTitle } from '@/ui/useTitle';
import { NotForChildren } from './NotForChildren';

export function ReadersPage() {
  const { t } = useTranslation();
  useTitle(t('readers.title'));
  const { me } = useKnown();
  if (isChild(me)) return <NotForChildren />;
  return (
    <div className={page.page}>
      <Readers />
    </div>
  );
}
