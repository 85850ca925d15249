import { Button, TextInput } from '@mantine/core';
import { useEffect, useRef, useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '@/lib/apiFetch';
import { useKnown } from '@/lib/session';
import door from '@/ui/door.module.css';
import { ErrorWords } from '@/ui/ErrorWords';
import { PasswordField } from '@/ui/PasswordField';
import { typed } from '@/ui/typed';
import { useWait } from '@/ui/useWait';
import { WaitWords } from '@/ui/WaitWords';
import { ForgottenForm } from './ForgottenForm';
import { useSignIn } from './useSignIn';

type Field = 'name' | 'password';

/** Name and password, or the way to a new one. `usual` is who was here last, when that is known. */
export function SignInForm({ usual = '' }: { usual?: string }) {
  const [forgotten, setForgotten] = useState<string | null>(null);
  const [name, setName] = useState(usual);
  const back = () => {
    setName(forgotten ?? '');
    setForgotten(null);
  };
  return forgotten === null ? <NameAndPassword usual={name} onForgotten={setForgotten} /> : <ForgottenForm usual={forgotten} onBack={back} />;
}

function NameAndPassword({ usual, onForgotten }: { usual: string; onForgotten: (name: string) => void }) {
  const { t } = useTranslation();
  const { session } = useKnown();
  const name = useRef<HTMLInputElement>(null);
  const password = useRef<HTMLInputElement>(null);
  const [empty, setEmpty] = useState<Field | null>(null);
  const { left, begin } = useWait();
  const signIn = useSignIn();
  const { error } = signIn;
  const wrong = error instanceof ApiError && error.status === 401;
  const waits = error instanceof ApiError && error.status === 429;

  useEffect(() => (usual === '' ? name : password).current?.focus(), [usual]);

  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    const shown = { name: typed(name).trim(), password: typed(password) };
    const missing = shown.name === '' ? 'name' : shown.password === '' ? 'password' : null;
    setEmpty(missing);
    if (missing !== null) (missing === 'name' ? name : password).current?.focus();
    else if (left === 0 && !signIn.isPending) signIn.mutate(shown, { onError: refused });
  };
  const refused = (reason: unknown) => {
    begin(reason);
    password.current?.focus();
    password.current?.select();
  };
  const again = () => {
    setEmpty(null);
    if (error) signIn.reset();
  };

  return (
    <form className={door.form} method="post" noValidate onSubmit={submit}>
      <TextInput ref={name} name="username" label={t('door.name')} autoComplete="username" autoCapitalize="none" autoCorrect="off" spellCheck={false} defaultValue={usual} onChange={again} error={empty === 'name' ? t('door.nameEmpty') : null} />
      <PasswordField ref={password} name="password" label={t('door.password')} autoComplete="current-password" onChange={again} error={empty === 'password' ? t('door.passwordEmpty') : wrong ? <span role="alert">{t('door.wrong')}</span> : null} />
      {error && !wrong && !waits && (
        <p role="alert" className={door.wrong}>
          <ErrorWords reason={error} />
        </p>
      )}
      <WaitWords left={left} />
      <Button type="submit" size="lg" loading={signIn.isPending} disabled={left > 0}>
        {t('door.signIn')}
      </Button>
      {session?.mail === true ? (
        <div>
          <Button variant="subtle" onClick={() => onForgotten(typed(name).trim())}>
            {t('door.forgotten.ask')}
          </Button>
        </div>
      ) : (
        <p className={door.aside}>{t('door.forgot')}</p>
      )}
    </form>
  );
}
