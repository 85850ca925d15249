import { Button, Skeleton } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Me, Person, PersonChange } from '@/api/types';
import { Confirm } from '@/ui/Confirm';
import { Failed } from '@/ui/Failed';
import page from '@/ui/page.module.css';
import { Part } from '@/ui/Part';
import { personName } from '@/ui/personName';
import rows from '@/ui/rows.module.css';
import { fail, succeed } from '@/ui/toast';
import { Audit } from './Audit';
import { CapSheet } from './CapSheet';
import { Invitations } from './Invitations';
import { InviteSheet } from './InviteSheet';
import { LinkSheet } from '@/ui/LinkSheet';
import { PersonRow } from './PersonRow';
import { useCapWords } from './useCapWords';
import { useChangePerson, usePeople, useRenew } from './usePeople';
import { useInvitations } from '@/lib/useInvitations';

/** Who has an account here, who is invited, and what was done. */
export function People({ me }: { me: Me }) {
  const { t } = useTranslation();
  const people = usePeople();
  const open = useInvitations();
  const change = useChangePerson();
  const renew = useRenew();
  const [inviting, setInviting] = useState(false);
  const [leaving, setLeaving] = useState<Person | null>(null);
  const [capping, setCapping] = useState<Person | null>(null);
  const capWords = useCapWords();
  if (!people.data) return people.error ? <Failed reason={people.error} onAgain={() => void people.refetch()} /> : <Skeleton height="14rem" />;

  const alter = ({ id, name }: Person, part: Partial<PersonChange>, said: 'changed' | 'disabledDone' | 'enabledDone') => {
    change.mutate({ id, ...part }, { onSuccess: () => succeed(t(`people.${said}`, { name: personName(name) })), onError: fail });
  };
  const disable = (person: Person) => {
    setLeaving(null);
    alter(person, { disabled: true }, 'disabledDone');
  };
  const renewed = people.data.find(({ id }) => id === renew.data?.user_id);

  return (
    <div className={page.parts}>
      <Part title={t('people.list')} text={t('people.listText')}>
        <ul className={rows.rows}>
          {people.data.map((person) => (
            <PersonRow
              key={person.id}
              person={person}
              isMe={person.id === me.id}
              pending={change.isPending || renew.isPending}
              onRole={(role) => alter(person, { role }, 'changed')}
              onDisable={() => setLeaving(person)}
              onEnable={() => alter(person, { disabled: false }, 'enabledDone')}
              cap={capWords(person)}
              onCap={() => setCapping(person)}
              onRenew={() => renew.mutate(person.id, { onError: fail })}
            />
          ))}
        </ul>
        <Button className={rows.foot} onClick={() => setInviting(true)}>
          {t('people.invite')}
        </Button>
      </Part>
      <Part title={t('people.invitations')} text={t('people.invitationsText')}>
        <Invitations people={people.data} />
      </Part>
      {/* It waits for the part above it, so that nothing is pushed down once it is shown. */}
      {!open.isPending && (
        <Part title={t('people.audit.title')} text={t('people.audit.text')}>
          <Audit people={people.data} />
        </Part>
      )}
      {capping && <CapSheet person={capping} onClose={() => setCapping(null)} />}
      {inviting && <InviteSheet onClose={() => setInviting(false)} />}
      {renew.data && <LinkSheet made={renew.data} title={t('people.renewed', { name: personName(renewed?.name ?? '') })} onClose={() => renew.reset()} />}
      {leaving && <Confirm question={t('people.disableAsk', { name: personName(leaving.name) })} yes={t('people.disableYes')} onYes={() => disable(leaving)} onClose={() => setLeaving(null)} />}
    </div>
  );
}
