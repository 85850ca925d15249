import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Role, Scope } from '@/api/types';
import { ApiError } from '@/lib/apiFetch';
import { NAME_LONGEST } from '@/lib/password';
import chips from '@/ui/chips.module.css';
import { CopyField } from '@/ui/CopyField';
import { ErrorWords } from '@/ui/ErrorWords';
import rows from '@/ui/rows.module.css';
import { Sheet, SheetActions } from '@/ui/Sheet';
import { useMakeApiKey } from './useApiKeys';

const SCOPES: readonly Scope[] = ['read', 'write'];
/** What only an administrator can give away. */
const ALL_SCOPES: readonly Scope[] = [...SCOPES, 'administer', 'metrics'];
const DAYS = [7, 30, 90, 365] as const;

interface ApiKeySheetProps {
  role: Role;
  onClose: () => void;
}

/** A new key: what for, what it may, for how long; then its secret, this once. */
export function ApiKeySheet({ role, onClose }: ApiKeySheetProps) {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<readonly Scope[]>(['read']);
  const [days, setDays] = useState<number>(90);
  const [asked, setAsked] = useState(false);
  const make = useMakeApiKey();
  const nameless = name.trim() === '';
  const toggle = (scope: Scope) => setScopes(scopes.includes(scope) ? scopes.filter((one) => one !== scope) : [...scopes, scope]);
  const submit = () => {
    setAsked(true);
    if (!nameless && scopes.length > 0) make.mutate({ name: name.trim(), scopes: [...scopes], days });
  };

  if (make.data) {
    return (
      <Sheet title={t('account.key.made', { name: make.data.name })} onClose={onClose}>
        <div className={rows.form}>
          <p>{t('account.key.once')}</p>
          <CopyField label={t('account.key.secret')} value={make.data.token} />
        </div>
        <SheetActions>
          <Button onClick={onClose}>{t('account.key.done')}</Button>
        </SheetActions>
      </Sheet>
    );
  }
  return (
    <Sheet title={t('account.key.make')} onClose={onClose}>
      <form
        className={rows.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <TextInput label={t('account.key.name')} description={t('account.key.nameHint')} autoComplete="off" maxLength={NAME_LONGEST} value={name} onChange={(event) => setName(event.currentTarget.value)} error={asked && nameless ? t('account.key.nameEmpty') : null} />
        <fieldset className={chips.options}>
          <legend className={chips.legend}>{t('account.key.scopes')}</legend>
          {(role === 'administrator' ? ALL_SCOPES : SCOPES).map((scope) => (
            <label key={scope} className={chips.option}>
              <input type="checkbox" checked={scopes.includes(scope)} onChange={() => toggle(scope)} />
              <span>
                {t(`account.key.scope.${scope}`)}
                <small className={chips.note}>{t(`account.key.scopeWhat.${scope}`)}</small>
              </span>
            </label>
          ))}
          {asked && scopes.length === 0 && (
            <p role="alert" className={rows.wrong}>
              {t('account.key.scopesEmpty')}
            </p>
          )}
        </fieldset>
        <NativeSelect label={t('account.key.holds')} value={String(days)} onChange={(event) => setDays(Number(event.currentTarget.value))} data={DAYS.map((count) => ({ value: String(count), label: t('account.key.days', { count }) }))} />
        {make.error && (
          <p role="alert" className={rows.wrong}>
            {make.error instanceof ApiError && make.error.fields.name ? t('account.key.nameEmpty') : <ErrorWords reason={make.error} />}
          </p>
        )}
        <SheetActions>
          <Button type="submit" loading={make.isPending}>
            {t('account.key.makeYes')}
          </Button>
          <Button variant="subtle" onClick={onClose}>
            {t('action.cancel')}
          </Button>
        </SheetActions>
      </form>
    </Sheet>
  );
}
