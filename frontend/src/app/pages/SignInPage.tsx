import { useEffect, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { SignInForm } from '@/features/session/SignInForm';
import { useKnown } from '@/lib/session';
import door from '@/ui/door.module.css';
import { personName } from '@/ui/personName';
import { useTitle } from '@/ui/useTitle';
import { Doorway } from '../Doorway';

/** Nobody is in yet: the page of this address waits behind. */
export function SignInPage() {
  const { t } = useTranslation();
  useTitle(t('door.signIn'));
  return (
    <Doorway title={t('door.signIn')} text={t('door.signInText')}>
      <SignInForm />
    </Doorway>
  );
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
  useEffect(() => {
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
      <Doorway id={heading} title={t('door.again')} text={t('door.againText')}>
        <SignInForm usual={personName(me?.name ?? '')} />
      </Doorway>
    </dialog>
  );
}
