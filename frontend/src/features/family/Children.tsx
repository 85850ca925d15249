import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Member, Reader } from '@/api/types';
import { aboutWords } from '@/lib/amounts';
import { bandOf } from '@/lib/bands';
import { Part } from '@/ui/Part';
import { personName } from '@/ui/personName';
import rows from '@/ui/rows.module.css';
import styles from './family.module.css';

interface Does {
  onChange: (member: Member) => void;
  onRenew: (member: Member) => void;
  onRemove: (member: Member) => void;
  /** The account, not only out of the family. */
  onRemoveForever: (member: Member) => void;
}

interface ChildrenProps extends Does {
  members: readonly Member[];
  readers: readonly Reader[];
  guardian: boolean;
  pending: boolean;
  onInvite: () => void;
}

/** The children of the family: which reader each of them is, whether they write, and how much. */
export function Children({ members, readers, guardian, pending, onInvite, ...does }: ChildrenProps) {
  const { t } = useTranslation();
  const said = members.length === 0 ? (guardian ? 'family.childrenNone' : 'family.childrenNoneYet') : guardian ? 'family.childrenText' : null;
  return (
    <Part title={t('family.children')} {...(said !== null && { text: t(said) })}>
      {members.length > 0 && (
        <ul className={rows.rows}>
          {members.map((member) => (
            <Child key={member.id} member={member} reader={readers.find(({ id }) => id === member.reader_id)} guardian={guardian} pending={pending} {...does} />
          ))}
        </ul>
      )}
      {guardian && (
        <Button className={rows.foot} onClick={onInvite}>
          {t('family.inviteChild')}
        </Button>
      )}
    </Part>
  );
}

interface ChildProps extends Does {
  member: Member;
  reader: Reader | undefined;
  guardian: boolean;
  pending: boolean;
}

function Child({ member, reader, guardian, pending, onChange, onRenew, onRemove, onRemoveForever }: ChildProps) {
  const { t, i18n } = useTranslation();
  const name = personName(member.name);
  const verb = (label: string, act: (one: Member) => void) => (
    <button type="button" className={rows.verb} disabled={pending} onClick={() => act(member)} aria-label={`${label}: ${name}`}>
      {label}
    </button>
  );
  return (
    <li className={styles.member}>
      <h3 className={styles.name}>{name}</h3>
      <p className={rows.facts}>
        {member.reader_id === null ? t('family.readsAsNobody') : reader ? t('family.readsAs', { name: reader.name, band: t(`fit.bandIn.${reader.band ?? bandOf(reader.age)}`) }) : t('family.readsAsSomebody')} {t(member.may_write ? 'family.mayWrite' : 'family.mayNotWrite')}
      </p>
      {guardian && member.tokens_a_day !== null && <p className={rows.facts}>{t('people.capped', { list: t('people.capWords', { words: aboutWords(member.tokens_a_day).toLocaleString(i18n.language) }) })}</p>}
      {guardian && (
        <div className={rows.verbs}>
          <Link to="/stories" search={{ of: member.id }} className={styles.way} aria-label={`${t('family.stories')}: ${name}`}>
            {t('family.stories')}
          </Link>
          {verb(t('family.change'), onChange)}
          {verb(t('family.password'), onRenew)}
          {verb(t('family.takeOut'), onRemove)}
          {verb(t('family.forever'), onRemoveForever)}
        </div>
      )}
    </li>
  );
}
