import { Button, TextInput } from '@mantine/core';
import { useRef, useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Session, Welcome } from '@/api/types';
import { ApiError } from '@/lib/apiFetch';
import { faultOfName, faultOfPassword, LONGEST, NAME_LONGEST, SHORTEST, type NameFault, type PasswordFault } from '@/lib/password';
import { useKnown } from '@/lib/session';
import door from '@/ui/door.module.css';
import { ErrorWords } from '@/ui/ErrorWords';
import { PasswordField } from '@/ui/PasswordField';
import { personName } from '@/ui/personName';
import { typed } from '@/ui/typed';
import { useWait } from '@/ui/useWait';
import { WaitWords } from '@/ui/WaitWords';
import { useAccept } from './useWelcome';

interface WelcomeFormProps {
  code: string;
  welcome: Welcome;
  /** What the one button says. */
  action: string;
  onIn: (said: Session) => void;
  onGone: (reason: unknown) => void;
}

interface Faults {
  name: NameFault | 'taken' | null;
  password: PasswordFault | null;
}

const NONE: Faults = { name: null, password: null };

/** A name, unless the account is there already, and a password. */
export function WelcomeForm({ code, welcome, action, onIn, onGone }: WelcomeFormProps) {
  const { t } = useTranslation();
  const name = useRef<HTMLInputElement>(null);
  const password = useRef<HTMLInputElement>(null);
  const [faults, setFaults] = useState<Faults>(NONE);
  const { left, begin } = useWait();
  const accept = useAccept();
  // A gateway that says who somebody is will say this name.
  const known = useKnown().session?.gateway?.name;

  const show = (found: Faults) => {
    setFaults(found);
    if (found.name !== null) name.current?.focus();
    else if (found.password !== null) password.current?.focus();
  };
  const refused = (reason: unknown) => {
    begin(reason);
    if (!(reason instanceof ApiError)) return;
    if (reason.status === 404) onGone(reason);
    // What is wrong with their form was said before anything was sent.
    show({ name: reason.fields.name ? 'taken' : null, password: reason.fields.password ? 'easy' : null });
  };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    const taken = { code, name: welcome.name ?? typed(name).trim(), password: typed(password) };
    const found = { name: faultOfName(taken.name), password: faultOfPassword(taken.password, taken.name) };
    show(found);
    if (found.name !== null || found.password !== null || left > 0 || accept.isPending) return;
    accept.mutate(taken, { onSuccess: onIn, onError: refused });
  };
  const again = () => {
    setFaults(NONE);
    if (accept.error) accept.reset();
  };
  const { error } = accept;
  const told = error instanceof ApiError && (error.status === 429 || faults.name !== null || faults.password !== null);

  return (
    <form className={door.form} method="post" noValidate onSubmit={submit}>
      {welcome.name === null ? (
        <TextInput ref={name} name="username" label={t('door.name')} defaultValue={known} description={t(known === undefined ? 'welcome.nameHint' : 'welcome.nameGateway')} autoComplete="username" autoCapitalize="words" autoCorrect="off" spellCheck={false} onChange={again} error={faults.name && t(`welcome.nameFault.${faults.name}`, { count: NAME_LONGEST })} />
      ) : (
        // Seen by password managers: whose password this is.
        <input className="hidden-but-read" name="username" autoComplete="username" aria-label={t('door.name')} readOnly tabIndex={-1} value={personName(welcome.name)} />
      )}
      <PasswordField ref={password} name="password" label={t(welcome.name === null ? 'door.password' : 'welcome.newPassword')} description={t('welcome.passwordHint', { count: SHORTEST })} autoComplete="new-password" onChange={again} error={faults.password && t(`welcome.passwordFault.${faults.password}`, { count: faults.password === 'long' ? LONGEST : SHORTEST })} />
      {error && !told && (
        <p role="alert" className={door.wrong}>
          <ErrorWords reason={error} />
        </p>
      )}
      <WaitWords left={left} />
      <Button type="submit" size="lg" loading={accept.isPending} disabled={left > 0}>
        {action}
      </Button>
    </form>
  );
}
