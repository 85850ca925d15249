import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError, apiFetch } from '@/lib/apiFetch';
import door from '@/ui/door.module.css';
import { ErrorWords } from '@/ui/ErrorWords';
import { typed } from '@/ui/typed';
import { useWait } from '@/ui/useWait';
import { WaitWords } from '@/ui/WaitWords';

interface ForgottenFormProps {
  /** The name that was typed at the door. */
  usual: string;
  onBack: () => void;
}

/** Asks for a letter with a link for a new password. The answer says nothing about whether anybody has that name. */
export function ForgottenForm({ usual, onBack }: ForgottenFormProps) {
  const { t } = useTranslation();
  const name = useRef<HTMLInputElement>(null);
  const answer = useRef<HTMLParagraphElement>(null);
  const [empty, setEmpty] = useState(false);
  const { left, begin } = useWait();
  const ask = useMutation({ mutationFn: (who: string) => apiFetch('/session/forgotten', { method: 'POST', json: { name: who } }) });
  const { error, isSuccess } = ask;
  const waits = error instanceof ApiError && error.status === 429;
  // The form that held the focus gives its place to the answer.
  useEffect(() => (isSuccess ? answer : name).current?.focus(), [isSuccess]);

  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    const said = typed(name).trim();
    setEmpty(said === '');
    if (said === '') name.current?.focus();
    else if (left === 0 && !ask.isPending) ask.mutate(said, { onError: begin });
  };
  const again = () => {
    setEmpty(false);
    if (error) ask.reset();
  };
  const back = (
    <Button variant="subtle" onClick={onBack}>
      {t('door.forgotten.back')}
    </Button>
  );
  if (isSuccess) {
    return (
      <div className={door.form}>
        <p ref={answer} role="status" tabIndex={-1} className={door.answer}>
          {t('door.forgotten.sent')}
        </p>
        <p className={door.aside}>{t('door.forgotten.nothing')}</p>
        <div>{back}</div>
      </div>
    );
  }
  return (
    <form className={door.form} method="post" noValidate onSubmit={submit}>
      <p>{t('door.forgotten.text')}</p>
      <TextInput ref={name} name="username" label={t('door.name')} autoComplete="username" autoCapitalize="none" autoCorrect="off" spellCheck={false} defaultValue={usual} onChange={again} error={empty ? t('door.nameEmpty') : null} />
      {error && !waits && (
        <p role="alert" className={door.wrong}>
          <ErrorWords reason={error} />
        </p>
      )}
      <WaitWords left={left} />
      <Button type="submit" size="lg" loading={ask.isPending} disabled={left > 0}>
        {t('door.forgotten.send')}
      </Button>
      <div>{back}</div>
    </form>
  );
}
