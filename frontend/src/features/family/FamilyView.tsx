import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Family, Me, Member, Reader } from '@/api/types';
import { Confirm } from '@/ui/Confirm';
import { LinkSheet } from '@/ui/LinkSheet';
import page from '@/ui/page.module.css';
import { personName } from '@/ui/personName';
import { fail, succeed } from '@/ui/toast';
import { Adults } from './Adults';
import { Children } from './Children';
import { ChildSheet } from './ChildSheet';
import { Itself } from './Itself';
import { InviteSheet } from './InviteSheet';
import { OpenInvitations } from './OpenInvitations';
import { useChangeMember, useRemoveMember, useRenewChild } from './useFamily';

interface FamilyViewProps {
  family: Family;
  me: Me;
  readers: readonly Reader[];
}

/** Who belongs together, and what each of them may do. Guardians change it, the others see it. */
export function FamilyView({ family, me, readers }: FamilyViewProps) {
  const { t, i18n } = useTranslation();
  const [inviting, setInviting] = useState<'child' | 'adult' | null>(null);
  const [changing, setChanging] = useState<Member | null>(null);
  const [leaving, setLeaving] = useState<Member | null>(null);
  const [ending, setEnding] = useState<Member | null>(null);
  const change = useChangeMember(family);
  const remove = useRemoveMember(family);
  const renew = useRenewChild(family);
  const children = family.members.filter(({ role }) => role === 'reader');
  const adults = family.members.filter(({ role }) => role !== 'reader');
  const guardians = adults.filter(({ guardian }) => guardian).map(({ name }) => personName(name));
  const list = new Intl.ListFormat(i18n.language, { type: 'conjunction' });
  const renewed = children.find(({ id }) => id === renew.variables);
  const isMe = leaving?.id === me.id;
  const name = personName(leaving?.name ?? '');
  const goes = (member: Member) => {
    setLeaving(null);
    remove.mutate({ member: member.id }, { onSuccess: () => succeed(isMe ? t('family.left', { family: family.name }) : t('family.removed', { name })), onError: fail });
  };
  const ends = (member: Member) => {
    setEnding(null);
    remove.mutate({ member: member.id, forever: true }, { onSuccess: () => succeed(t('family.foreverDone', { name: personName(member.name) })), onError: fail });
  };
  const onGuardian = (member: Member) => {
    const said = { onSuccess: () => succeed(t(member.guardian ? 'family.demoted' : 'family.promoted', { name: personName(member.name) })), onError: fail };
    change.mutate({ member: member.id, guardian: !member.guardian }, said);
  };

  return (
    <>
      <div className={page.head}>
        <h1>{family.name}</h1>
        <Link to="/notes" className={page.aside}>
          {t('notes.way')}
        </Link>
      </div>
      <p className={page.intro}>{me.guardian ? t('family.you.guardian') : t('family.you.adult', { names: list.format(guardians), count: guardians.length })}</p>
      <div className={page.parts}>
        <Children
          members={children}
          readers={readers}
          guardian={me.guardian}
          pending={change.isPending || remove.isPending || renew.isPending}
          onChange={setChanging}
          onRenew={({ id }) => renew.mutate(id, { onError: fail })}
          onRemove={setLeaving}
          onRemoveForever={setEnding}
          onInvite={() => setInviting('child')}
        />
        <Adults members={adults} me={me} pending={change.isPending || remove.isPending} onGuardian={onGuardian} onRemove={setLeaving} onInvite={() => setInviting('adult')} />
        {me.guardian && <OpenInvitations family={family} readers={readers} />}
        {me.guardian && <Itself family={family} />}
      </div>
      {inviting && <InviteSheet child={inviting === 'child'} readers={readers} onClose={() => setInviting(null)} />}
      {changing && <ChildSheet family={family} member={changing} readers={readers} onClose={() => setChanging(null)} />}
      {renew.data && <LinkSheet made={renew.data} title={t('family.passwordFor', { name: personName(renewed?.name ?? '') })} onClose={() => renew.reset()} />}
      {ending && (
        <Confirm
          question={t('family.foreverAsk', { name: personName(ending.name) })}
          text={t('family.foreverText', { name: personName(ending.name) })}
          yes={t('family.foreverYes')}
          onYes={() => ends(ending)}
          onClose={() => setEnding(null)}
        />
      )}
      {leaving && (
        <Confirm
          question={isMe ? t('family.leaveAsk', { family: family.name }) : t('family.removeAsk', { name })}
          text={t(isMe ? 'family.leaveText' : 'family.removeText')}
          yes={t(isMe ? 'family.leaveYes' : 'family.removeYes')}
          onYes={() => goes(leaving)}
          onClose={() => setLeaving(null)}
        />
      )}
    </>
  );
}
