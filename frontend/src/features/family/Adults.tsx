import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Me, Member } from '@/api/types';
import { Part } from '@/ui/Part';
import { personName } from '@/ui/personName';
import rows from '@/ui/rows.module.css';
import styles from './family.module.css';

interface AdultsProps {
  members: readonly Member[];
  me: Me;
  pending: boolean;
  onGuardian: (member: Member) => void;
  onRemove: (member: Member) => void;
  onInvite: () => void;
}

/** The grown-ups of the family. Whoever is one of them may leave; guardians do the rest. */
export function Adults({ members, me, pending, onGuardian, onRemove, onInvite }: AdultsProps) {
  const { t } = useTranslation();
  return (
    <Part title={t('family.adults')}>
      <ul className={rows.rows}>
        {members.map((member) => {
          const name = personName(member.name);
          const isMe = member.id === me.id;
          const verb = (label: string, act: (one: Member) => void) => (
            <button type="button" className={rows.verb} disabled={pending} onClick={() => act(member)} aria-label={`${label}: ${name}`}>
              {label}
            </button>
          );
          return (
            <li key={member.id} className={styles.member}>
              <h3 className={styles.name}>
                {name} {isMe && <span className={rows.mark}>{t('people.you')}</span>}
              </h3>
              <p className={rows.facts}>{t(member.guardian ? 'family.what.guardian' : 'family.what.adult')}</p>
              <div className={rows.verbs}>
                {me.guardian && !isMe && verb(t(member.guardian ? 'family.demote' : 'family.promote'), onGuardian)}
                {isMe ? verb(t('family.leave'), onRemove) : me.guardian && verb(t('family.remove'), onRemove)}
              </div>
            </li>
          );
        })}
      </ul>
      {me.guardian && (
        <Button variant="default" className={rows.foot} onClick={onInvite}>
          {t('family.inviteAdult')}
        </Button>
      )}
    </Part>
  );
}
