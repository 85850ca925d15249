import { Button } from '@mantine/core';
import { useRef, useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '@/lib/apiFetch';
import { faultOfPassword, LONGEST, SHORTEST, type PasswordFault } from '@/lib/password';
import { ErrorWords } from '@/ui/ErrorWords';
import { PasswordField } from '@/ui/PasswordField';
import rows from '@/ui/rows.module.css';
import { succeed } from '@/ui/toast';
import { typed } from '@/ui/typed';
import { useWait } from '@/ui/useWait';
import { WaitWords } from '@/ui/WaitWords';
import { usePassword } from './usePassword';

interface Faults {
  old: 'empty' | 'wrong' | null;
  fresh: PasswordFault | null;
}

const NONE: Faults = { old: null, fresh: null };

/** The present password, and the next one. */
export function ChangePassword({ name }: { name: string }) {
  const { t } = useTranslation();
  const form = useRef<HTMLFormElement>(null);
  const old = useRef<HTMLInputElement>(null);
  const fresh = useRef<HTMLInputElement>(null);
  const [faults, setFaults] = useState<Faults>(NONE);
  const { left, begin } = useWait();
  const change = usePassword();

  const show = (found: Faults) => {
    setFaults(found);
    if (found.old !== null) old.current?.focus();
    else if (found.fresh !== null) fresh.current?.focus();
  };
  const refused = (reason: unknown) => {
    begin(reason);
    if (reason instanceof ApiError) show({ old: reason.fields.old ? 'wrong' : null, fresh: reason.fields.new ? 'easy' : null });
  };
  const done = () => {
    form.current?.reset();
    succeed(t('account.passwordChanged'));
  };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    const found: Faults = { old: typed(old) === '' ? 'empty' : null, fresh: faultOfPassword(typed(fresh), name) };
    show(found);
    if (found.old !== null || found.fresh !== null || left > 0 || change.isPending) return;
    change.mutate({ old: typed(old), new: typed(fresh) }, { onSuccess: done, onError: refused });
  };
  const again = () => {
    setFaults(NONE);
    if (change.error) change.reset();
  };
  const { error } = change;
  const told = error instanceof ApiError && (error.status === 429 || faults.old !== null || faults.fresh !== null);

  return (
    <form ref={form} className={`${rows.form ?? ''} ${rows.narrow ?? ''}`} method="post" noValidate onSubmit={submit}>
      <input className="hidden-but-read" name="username" autoComplete="username" aria-label={t('door.name')} readOnly tabIndex={-1} value={name} />
      <PasswordField ref={old} name="old" label={t('account.oldPassword')} autoComplete="current-password" onChange={again} error={faults.old && t(`account.oldFault.${faults.old}`)} />
      <PasswordField ref={fresh} name="new" label={t('welcome.newPassword')} description={t('welcome.passwordHint', { count: SHORTEST })} autoComplete="new-password" onChange={again} error={faults.fresh && t(`welcome.passwordFault.${faults.fresh}`, { count: faults.fresh === 'long' ? LONGEST : SHORTEST })} />
      {error && !told && (
        <p role="alert" className={rows.wrong}>
          <ErrorWords reason={error} />
        </p>
      )}
      <WaitWords left={left} />
      <Button type="submit" loading={change.isPending} disabled={left > 0}>
        {t('account.changePassword')}
      </Button>
    </form>
  );
}
