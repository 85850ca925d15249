import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Person } from '@/api/types';
import { useInvitations } from '@/lib/useInvitations';
import { Failed } from '@/ui/Failed';
import { OpenLink } from '@/ui/OpenLink';
import { personName } from '@/ui/personName';
import rows from '@/ui/rows.module.css';

/** Links that nobody has used yet. */
export function Invitations({ people }: { people: readonly Person[] }) {
  const { t } = useTranslation();
  const open = useInvitations();
  if (!open.data) return open.error ? <Failed reason={open.error} onAgain={() => void open.refetch()} /> : <Skeleton height="3rem" />;
  if (open.data.length === 0) return <p className={rows.none}>{t('people.invitationsNone')}</p>;
  return (
    <ul className={rows.rows}>
      {open.data.map((invitation) => {
        const whose = people.find((person) => person.id === invitation.user_id);
        const named = whose ? t('people.openPassword', { name: personName(whose.name) }) : t('people.openInvitation', { role: t(`people.roleOf.${invitation.role}`) });
        return <OpenLink key={invitation.id} invitation={invitation} named={named} />;
      })}
    </ul>
  );
}
