import { Button } from '@mantine/core';
import { useLocation, useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Me, Session, Welcome } from '@/api/types';
import { JoinFamily } from '@/features/family/JoinFamily';
import { useWelcome } from '@/features/welcome/useWelcome';
import { WelcomeForm } from '@/features/welcome/WelcomeForm';
import { ApiError } from '@/lib/apiFetch';
import { isChild } from '@/lib/bands';
import { session, useKnown } from '@/lib/session';
import door from '@/ui/door.module.css';
import { Elsewhere } from '@/ui/Elsewhere';
import { ErrorWords } from '@/ui/ErrorWords';
import { LinkButton } from '@/ui/LinkButton';
import { personName } from '@/ui/personName';
import { useTitle } from '@/ui/useTitle';
import { Doorway } from '../Doorway';

/** Where a link leads that lets somebody in: `welcome#CODE`. The code leaves the address as soon as it is read. */
export function WelcomePage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { hash } = useLocation();
  const [code, setCode] = useState('');
  const [gone, setGone] = useState(false);
  const [taken, setTaken] = useState(false);
  const { session: said } = useKnown();
  if (hash !== '' && hash !== code) {
    setCode(hash);
    setGone(false);
  }
  useEffect(() => {
    if (hash !== '') void navigate({ to: '/welcome', hash: '', replace: true });
  }, [hash, navigate]);
  const look = useWelcome(code, taken);
  const { data, error } = look;
  useTitle(t('welcome.documentTitle'));

  const enter = (now: Session) => {
    setTaken(true);
    session.learn(now);
    void navigate({ to: '/', replace: true });
  };
  if (said?.accounts === false) return <Closed title={t('welcome.local')} text={t('welcome.localText')} home={t('page.missing.home')} />;
  if (code === '') return <Closed title={t('welcome.noCode')} text={t('welcome.noCodeText')} home={t('door.signIn')} />;
  if (!taken && (gone || (error instanceof ApiError && error.status === 404))) return <Closed title={t('welcome.gone')} text={t('welcome.goneText')} more={t('welcome.goneClaim')} home={t('door.signIn')} />;
  if (error && !taken) {
    return (
      <Doorway title={t('welcome.failed')}>
        <p role="alert" className={door.wrong}>
          <ErrorWords reason={error} />
        </p>
        <Button onClick={() => void look.refetch()}>{t('action.again')}</Button>
      </Doorway>
    );
  }
  if (!data || taken) return <Doorway title={t('page.loading')}>{null}</Doorway>;
  const kind = kindOf(data);
  return (
    <Doorway title={kind === 'password' ? t('welcome.password', { name: personName(data.name ?? '') }) : t(`welcome.${kind}`)} text={kind === 'invited' ? t(`welcome.invitedText.${data.role}`) : t(`welcome.${kind}Text`)}>
      {said?.user && said.user.name !== data.name && <p className={door.aside}>{t('welcome.otherwise', { name: personName(said.user.name) })}</p>}
      {said?.user && mayJoin(said.user, data) && <JoinFamily family={data.family ?? ''} code={code} onJoined={() => void navigate({ to: isChild(said.user) ? '/' : '/family', replace: true })} />}
      {said?.elsewhere && <Elsewhere label={t('welcome.elsewhere', { name: said.elsewhere })} code={code} />}
      <WelcomeForm code={code} welcome={data} action={t(`welcome.${kind}Action`)} onIn={enter} onGone={() => setGone(true)} />
    </Doorway>
  );
}

/** Whoever is here belongs to no family, and is what the link is for. */
const mayJoin = (who: Me, { family, name, role }: Welcome): boolean => family != null && name === null && who.family === null && (role === 'reader') === isChild(who);

function kindOf({ first, name }: Welcome): 'first' | 'password' | 'invited' {
  if (first) return 'first';
  return name === null ? 'invited' : 'password';
}

interface ClosedProps {
  title: string;
  text: string;
  more?: string;
  home: string;
}

/** This link leads nowhere: why, and what to do. */
function Closed({ title, text, more, home }: ClosedProps) {
  return (
    <Doorway title={title} text={text}>
      {more !== undefined && <p className={door.aside}>{more}</p>}
      <div>
        <LinkButton to="/">{home}</LinkButton>
      </div>
    </Doorway>
  );
}
