import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Person } from '@/api/types';
import { Failed } from '@/ui/Failed';
import { moment } from '@/ui/moment';
import { personName } from '@/ui/personName';
import rows from '@/ui/rows.module.css';
import { fail, succeed } from '@/ui/toast';
import { useInvitations, useWithdraw } from './useInvitations';

/** Links that nobody has used yet. */
export function Invitations({ people }: { people: readonly Person[] }) {
  const { t, i18n } = useTranslation();
  const open = useInvitations();
  const withdraw = useWithdraw();
  if (!open.data) return open.error ? <Failed reason={open.error} onAgain={() => void open.refetch()} /> : <Skeleton height="3rem" />;
  if (open.data.length === 0) return <p className={rows.none}>{t('people.invitationsNone')}</p>;
  const at = (when: string) => moment(when, i18n.language);
  return (
    <ul className={rows.rows}>
      {open.data.map(({ id, role, user_id, created_at, expires_at }) => {
        const whose = people.find((person) => person.id === user_id);
        const named = whose ? t('people.openPassword', { name: personName(whose.name) }) : t('people.openInvitation', { role: t(`people.roleOf.${role}`) });
        return (
          <li key={id} className={rows.row}>
            <div>
              <p className={rows.title}>{named}</p>
              <p className={rows.facts}>{t('people.openUntil', { made: at(created_at), until: at(expires_at) })}</p>
            </div>
            <button type="button" className={rows.verb} disabled={withdraw.isPending} aria-label={`${t('people.withdraw')}: ${named}`} onClick={() => withdraw.mutate(id, { onSuccess: () => succeed(t('people.withdrawn')), onError: fail })}>
              {t('people.withdraw')}
            </button>
          </li>
        );
      })}
    </ul>
  );
}
