import { Button } from '@mantine/core';
import { useRef, useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '@/lib/apiFetch';
import { ErrorWords } from '@/ui/ErrorWords';
import { PasswordField } from '@/ui/PasswordField';
import rows from '@/ui/rows.module.css';
import { Sheet, SheetActions } from '@/ui/Sheet';
import { typed } from '@/ui/typed';
import { useWait } from '@/ui/useWait';
import { WaitWords } from '@/ui/WaitWords';
import { useLeave } from './useLeave';

export interface LeaveSheetProps {
  name: string;
  /** It is done; until when it can be taken back. */
  onLeft: (leavesAt: string) => void;
  onClose: () => void;
}

/** What happens when somebody leaves, their password, and the one button. */
export function LeaveSheet({ name, onLeft, onClose }: LeaveSheetProps) {
  const { t } = useTranslation();
  const password = useRef<HTMLInputElement>(null);
  const [fault, setFault] = useState<'empty' | 'wrong' | null>(null);
  const { left, begin } = useWait();
  const leave = useLeave();
  const { error } = leave;
  const last = error instanceof ApiError && error.kind === 'last';
  const told = error instanceof ApiError && (error.status === 429 || fault !== null);

  const refused = (reason: unknown, said: string) => {
    begin(reason);
    if (!(reason instanceof ApiError) || !reason.fields.password) return;
    setFault(said === '' ? 'empty' : 'wrong');
    password.current?.focus();
    password.current?.select();
  };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (left > 0 || leave.isPending) return;
    const said = typed(password);
    // A promise, not a callback of the mutation: this sheet is gone by then.
    leave.mutateAsync(said).then(
      ({ leaves_at }) => onLeft(leaves_at),
      (reason: unknown) => refused(reason, said),
    );
  };
  const again = () => {
    setFault(null);
    if (error) leave.reset();
  };

  return (
    <Sheet title={t('account.leave.ask')} onClose={onClose}>
      <form className={rows.form} method="post" noValidate onSubmit={submit}>
        <p>{t('account.leave.now')}</p>
        <p>{t('account.leave.later')}</p>
        <p>{t('account.leave.back')}</p>
        <input className="hidden-but-read" name="username" autoComplete="username" aria-label={t('door.name')} readOnly tabIndex={-1} value={name} />
        <PasswordField ref={password} name="password" label={t('door.password')} description={t('account.leave.passwordHint')} autoComplete="current-password" onChange={again} error={fault && t(`account.oldFault.${fault}`)} />
        {error && !told && (
          <p role="alert" className={rows.wrong}>
            {last ? t('account.leave.last') : <ErrorWords reason={error} />}
          </p>
        )}
        <WaitWords left={left} />
        <SheetActions>
          <Button type="submit" variant="default" color="danger" loading={leave.isPending} disabled={left > 0}>
            {t('account.leave.yes')}
          </Button>
          <Button variant="subtle" onClick={onClose}>
            {t('action.cancel')}
          </Button>
        </SheetActions>
      </form>
    </Sheet>
  );
}
