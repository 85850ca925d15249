import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Person, Role } from '@/api/types';
import { moment } from '@/ui/moment';
import { personName } from '@/ui/personName';
import rows from '@/ui/rows.module.css';
import styles from './people.module.css';
import { ROLES } from './roles';

interface PersonRowProps {
  person: Person;
  isMe: boolean;
  pending: boolean;
  onRole: (role: Role) => void;
  onDisable: () => void;
  onEnable: () => void;
  onRenew: () => void;
  /** How much they may use, in words; null for as much as everybody. */
  cap: string | null;
  onCap: () => void;
}

/** Somebody who has an account, and what can be done about it. Nobody locks themselves out. */
export function PersonRow({ person, isMe, pending, onRole, onDisable, onEnable, onRenew, cap, onCap }: PersonRowProps) {
  const { t, i18n } = useTranslation();
  const name = personName(person.name);
  const away = person.disabled_at !== null;
  return (
    <li className={rows.row}>
      <div>
        <h3 className={styles.name}>
          {name} {isMe && <span className={rows.mark}>{t('people.you')}</span>}
        </h3>
        <p className={rows.facts}>{away ? <span className={rows.out}>{t('people.disabled', { when: moment(person.disabled_at ?? '', i18n.language) })}</span> : t(`people.roleWhat.${person.role}`)}</p>
        {cap !== null && <p className={rows.facts}>{cap}</p>}
      </div>
      {isMe ? (
        <p className={rows.facts}>{t('people.youText', { role: t(`people.role.${person.role}`) })}</p>
      ) : (
        <div className={styles.does}>
          <NativeSelect className={styles.role} aria-label={t('people.roleLabel', { name })} value={person.role} disabled={pending} onChange={(event) => onRole(event.currentTarget.value as Role)} data={ROLES.map((value) => ({ value, label: t(`people.role.${value}`) }))} />
          <div className={rows.verbs}>
            <button type="button" className={rows.verb} disabled={pending} onClick={onCap} aria-label={`${t('people.cap')}: ${name}`}>
              {t('people.cap')}
            </button>
            <button type="button" className={rows.verb} disabled={pending} onClick={onRenew} aria-label={`${t('people.renew')}: ${name}`}>
              {t('people.renew')}
            </button>
            <button type="button" className={rows.verb} disabled={pending} onClick={away ? onEnable : onDisable} aria-label={`${t(away ? 'people.enable' : 'people.disable')}: ${name}`}>
              {t(away ? 'people.enable' : 'people.disable')}
            </button>
          </div>
        </div>
      )}
    </li>
  );
}
