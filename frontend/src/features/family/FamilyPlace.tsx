import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Me, Reader } from '@/api/types';
import { Failed } from '@/ui/Failed';
import { FamilyView } from './FamilyView';
import { NoFamily } from './NoFamily';
import { OtherFamilies } from './OtherFamilies';
import { useFamilies } from './useFamily';

/** One's own family, or the way to one. */
export function FamilyPlace({ me, readers }: { me: Me; readers: readonly Reader[] }) {
  const { t } = useTranslation();
  const families = useFamilies();
  if (!families.data) {
    if (families.error) return <Failed reason={families.error} onAgain={() => void families.refetch()} />;
    return (
      <div role="status">
        <span className="hidden-but-read">{t('page.loading')}</span>
        <Skeleton height="2.5rem" width="55%" mb="2rem" />
        <Skeleton height="14rem" />
      </div>
    );
  }
  const own = families.data.find(({ id }) => id === me.family?.id);
  const others = families.data.filter((one) => one !== own);
  return (
    <>
      {own ? <FamilyView family={own} me={me} readers={readers} /> : <NoFamily />}
      {others.length > 0 && <OtherFamilies families={others} />}
    </>
  );
}
