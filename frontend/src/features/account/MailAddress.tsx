import { Button, TextInput } from '@mantine/core';
import { useRef, useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '@/lib/apiFetch';
import { ErrorWords } from '@/ui/ErrorWords';
import rows from '@/ui/rows.module.css';
import { succeed } from '@/ui/toast';
import { typed } from '@/ui/typed';
import { useMailAddress } from './useAccount';

/** The longest address that mail knows. */
const LONGEST = 254;

/** Where a link for a new password may be sent; empty for nowhere. */
export function MailAddress({ mail }: { mail: string | null }) {
  const { t } = useTranslation();
  const field = useRef<HTMLInputElement>(null);
  const [wrong, setWrong] = useState(false);
  const keep = useMailAddress();
  const { error } = keep;

  const fault = () => {
    setWrong(true);
    field.current?.focus();
  };
  const refused = (reason: unknown) => {
    if (reason instanceof ApiError && reason.fields.mail) fault();
  };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    const said = typed(field).trim();
    if (said !== '' && !/^[^\s@]+@[^\s@]+$/.test(said)) fault();
    else if (!keep.isPending) keep.mutate(said || null, { onSuccess: () => succeed(t(said === '' ? 'account.mail.forgotten' : 'account.mail.kept')), onError: refused });
  };
  const again = () => {
    setWrong(false);
    if (error) keep.reset();
  };

  return (
    <form className={`${rows.form ?? ''} ${rows.narrow ?? ''}`} method="post" noValidate onSubmit={submit}>
      <TextInput ref={field} name="mail" type="email" inputMode="email" label={t('account.mail.label')} description={t('account.mail.hint')} autoComplete="email" maxLength={LONGEST} defaultValue={mail ?? ''} onChange={again} error={wrong ? t('account.mail.wrong') : null} />
      {error && !wrong && (
        <p role="alert" className={rows.wrong}>
          <ErrorWords reason={error} />
        </p>
      )}
      <Button type="submit" variant="default" loading={keep.isPending}>
        {t('account.mail.keep')}
      </Button>
    </form>
  );
}
