import { useTranslation } from 'react-i18next';
import type { Family, Invitation, Reader } from '@/api/types';
import { useInvitations } from '@/lib/useInvitations';
import { Failed } from '@/ui/Failed';
import { OpenLink } from '@/ui/OpenLink';
import { Part } from '@/ui/Part';
import { personName } from '@/ui/personName';
import rows from '@/ui/rows.module.css';

/** Links into this family that nobody has used yet; nothing where there are none. */
export function OpenInvitations({ family, readers }: { family: Family; readers: readonly Reader[] }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useInvitations();
  // An administrator is shown those of the whole server.
  const open = data?.filter(({ family_id }) => family_id === family.id) ?? [];
  if (open.length === 0 && (data || !error)) return null;
  const named = ({ user_id, role, guardian, reader_id }: Invitation): string => {
    const whose = family.members.find(({ id }) => id === user_id);
    if (whose) return t('people.openPassword', { name: personName(whose.name) });
    const reader = readers.find(({ id }) => id === reader_id);
    if (role === 'reader') return reader ? t('family.openFor.childAs', { name: reader.name }) : t('family.openFor.child');
    return t(guardian ? 'family.openFor.guardian' : 'family.openFor.adult');
  };
  return (
    <Part title={t('family.open')} text={t('family.openText')}>
      {data ? (
        <ul className={rows.rows}>
          {open.map((invitation) => (
            <OpenLink key={invitation.id} invitation={invitation} named={named(invitation)} />
          ))}
        </ul>
      ) : (
        <Failed reason={error} onAgain={() => void refetch()} />
      )}
    </Part>
  );
}
