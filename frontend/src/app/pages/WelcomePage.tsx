import { Button } from '@mantine/core';
import { useLocation, useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Welcome } from '@/api/types';
import { useWelcome } from '@/features/welcome/useWelcome';
import { WelcomeForm } from '@/features/welcome/WelcomeForm';
import { ApiError } from '@/lib/apiFetch';
import { useKnown } from '@/lib/session';
import door from '@/ui/door.module.css';
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
  const { session } = useKnown();
  if (hash !== '' && hash !== code) {
    setCode(hash);
    setGone(false);
  }
  useEffect(() => {
    if (hash !== '') void navigate({ to: '/welcome', hash: '', replace: true });
  }, [hash, navigate]);
  const look = useWelcome(code);
  const { data, error } = look;
  useTitle(t('welcome.documentTitle'));

  if (session?.accounts === false) return <Closed title={t('welcome.local')} text={t('welcome.localText')} home={t('page.missing.home')} />;
  if (code === '') return <Closed title={t('welcome.noCode')} text={t('welcome.noCodeText')} home={t('door.signIn')} />;
  if (gone || (error instanceof ApiError && error.status === 404)) return <Closed title={t('welcome.gone')} text={t('welcome.goneText')} more={t('welcome.goneClaim')} home={t('door.signIn')} />;
  if (error) {
    return (
      <Doorway title={t('welcome.failed')}>
        <p role="alert" className={door.wrong}>
          <ErrorWords reason={error} />
        </p>
        <Button onClick={() => void look.refetch()}>{t('action.again')}</Button>
      </Doorway>
    );
  }
  if (!data) return <Doorway title={t('page.loading')}>{null}</Doorway>;
  const kind = kindOf(data);
  return (
    <Doorway title={kind === 'password' ? t('welcome.password', { name: personName(data.name ?? '') }) : t(`welcome.${kind}`)} text={kind === 'invited' ? t(`welcome.invitedText.${data.role}`) : t(`welcome.${kind}Text`)}>
      {session?.user && session.user.name !== data.name && <p className={door.aside}>{t('welcome.otherwise', { name: personName(session.user.name) })}</p>}
      <WelcomeForm code={code} welcome={data} action={t(`welcome.${kind}Action`)} onIn={() => void navigate({ to: '/', replace: true })} onGone={() => setGone(true)} />
    </Doorway>
  );
}

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
