import { Button } from '@mantine/core';
import { Navigate, useLocation, useSearch } from '@tanstack/react-router';
import { useId, useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ForgottenForm } from '@/features/session/ForgottenForm';
import { SignInForm } from '@/features/session/SignInForm';
import { keepBack } from '@/lib/back';
import { knowAgain } from '@/lib/know';
import { useKnown } from '@/lib/session';
import door from '@/ui/door.module.css';
import { Elsewhere } from '@/ui/Elsewhere';
import { moment } from '@/ui/moment';
import { personName } from '@/ui/personName';
import { useTitle } from '@/ui/useTitle';
import { Doorway } from '../Doorway';

/** Nobody is in yet: the page of this address waits behind. */
export function SignInPage() {
  const { t, i18n } = useTranslation();
  useTitle(t('door.signIn'));
  const { refused } = useSearch({ strict: false });
  const { leavesAt } = useLocation().state;
  return (
    <Door title={t('door.signIn')} text={t('door.signInText')}>
      {refused !== undefined && (
        <p role="alert" className={door.wrong}>
          {t(`door.refused.${refused}`)}
        </p>
      )}
      {leavesAt !== undefined && <p role="status">{t('door.left', { when: moment(leavesAt, i18n.language) })}</p>}
    </Door>
  );
}

interface DoorProps {
  title: string;
  text: string;
  dialog?: string;
  usual?: string;
  children?: ReactNode;
}

/** The ways in; and, for who has forgotten their password, the way to a new one. */
function Door({ title, text, dialog, usual = '', children }: DoorProps) {
  const { t } = useTranslation();
  const { session } = useKnown();
  const [name, setName] = useState(usual);
  const [forgotten, setForgotten] = useState(false);
  if (forgotten) {
    return (
      <Doorway dialog={dialog} title={t('door.forgotten.title')}>
        <ForgottenForm usual={name} onBack={() => setForgotten(false)} />
      </Doorway>
    );
  }
  const forget = (typed: string) => {
    setName(typed);
    setForgotten(true);
  };
  const gateway = session?.gateway;
  if (gateway && gateway.refused !== null) {
    return (
      <Doorway dialog={dialog} title={t(`door.gateway.title.${gateway.refused}`)} text={t(`door.gateway.${gateway.refused}`, { name: gateway.name })}>
        <Unwelcome why={gateway.refused} usual={gateway.name} signOut={gateway.sign_out} />
      </Doorway>
    );
  }
  return (
    <Doorway dialog={dialog} title={title} text={text}>
      {children}
      <OtherWay />
      <SignInForm usual={name} onForgotten={session?.mail === true ? forget : null} />
    </Doorway>
  );
}

interface UnwelcomeProps {
  why: 'unknown' | 'disabled' | 'leaving';
  usual: string;
  signOut: string | null;
}

/** What is left to do for whoever the gateway knows and this server does not let in. No password changes that, but for who would rather stay. */
function Unwelcome({ why, usual, signOut }: UnwelcomeProps) {
  const { t } = useTranslation();
  return (
    <>
      {why === 'leaving' && <SignInForm usual={usual} onForgotten={null} />}
      <div className={door.ways}>
        {why !== 'leaving' && (
          <Button size="lg" onClick={() => void knowAgain()}>
            {t('door.gateway.again')}
          </Button>
        )}
        {signOut !== null && (
          <Button component="a" variant="subtle" href={signOut}>
            {t('door.gateway.signOut')}
          </Button>
        )}
      </div>
    </>
  );
}

/** Whoever has come in here is shown the first page. */
export const CameIn = () => <Navigate to="/" replace />;

function OtherWay() {
  const { t } = useTranslation();
  const { session } = useKnown();
  if (!session?.elsewhere) return null;
  return <Elsewhere label={t('door.elsewhere', { name: session.elsewhere })} onLeave={keepBack} />;
}

/**
 * A sign-in has ended while somebody was here. The browser's own modal dialog over the whole page: below
 * it everything stays as it was left, to the letter and the caret.
 */
export function SignInAgain() {
  const { t } = useTranslation();
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  const { me } = useKnown();
  // Before the form inside looks for the focus.
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className={door.over}
      aria-labelledby={heading}
      onCancel={(event) => event.preventDefault()}
      // Browsers let nobody be locked in by a dialog; but there is no page to go back to here.
      onClose={() => dialog.current?.showModal()}
    >
      <Door dialog={heading} title={t('door.again')} text={t('door.againText')} usual={personName(me?.name ?? '')} />
    </dialog>
  );
}
