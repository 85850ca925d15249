import { useTranslation } from 'react-i18next';
import { FamilyPlace } from '@/features/family/FamilyPlace';
import { useReaders } from '@/features/readers/api';
import { isChild } from '@/lib/bands';
import { useKnown } from '@/lib/session';
import page from '@/ui/page.module.css';
import { useTitle } from '@/ui/useTitle';
import { Missing } from './Missing';
import { NotForChildren } from './NotForChildren';

/** Who belongs together, for the grown-ups among them. */
export function FamilyPage() {
  const { t } = useTranslation();
  const { session, me } = useKnown();
  const readers = useReaders();
  useTitle(t('family.title'));
  if (session?.accounts === false) return <Missing />;
  if (isChild(me)) return <NotForChildren />;
  return <div className={page.page}>{me && <FamilyPlace me={me} readers={readers.data ?? []} />}</div>;
}
