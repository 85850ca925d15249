import { Button, TextInput } from '@mantine/core';
import { useEffect, useRef, useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '@/lib/apiFetch';
import door from '@/ui/door.module.css';
import { ErrorWords } from '@/ui/ErrorWords';
import { PasswordField } from '@/ui/PasswordField';
import { typed } from '@/ui/typed';
import { useWait } from '@/ui/useWait';
import { WaitWords } from '@/ui/WaitWords';
import { useSignIn } from './useSignIn';

type Field = 'name' | 'password';

interface SignInFormProps {
  /** Who was here last, when that is known. */
  usual?: string;
  /** Where a forgotten password can be mailed: whoever wants that, by the name typed so far. */
  onForgotten: ((name: string) => void) | null;
}

/** Name and password. */
export function SignInForm({ usual = '', onForgotten }: SignInFormProps) {
  const { t } = useTranslation();
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
      {onForgotten ? (
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
