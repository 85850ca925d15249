import { Button, TextInput } from '@mantine/core';
import type { UseMutationResult } from '@tanstack/react-query';
import { useRef, useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Family } from '@/api/types';
import { ErrorWords } from '@/ui/ErrorWords';
import rows from '@/ui/rows.module.css';
import { Sheet, SheetActions } from '@/ui/Sheet';

interface NameSheetProps {
  title: string;
  action: string;
  name?: string;
  saving: UseMutationResult<Family, Error, string>;
  onSaved: (family: Family) => void;
  onClose: () => void;
}

/** What a family is called. */
export function NameSheet({ title, action, name: before = '', saving, onSaved, onClose }: NameSheetProps) {
  const { t } = useTranslation();
  const field = useRef<HTMLInputElement>(null);
  const [name, setName] = useState(before);
  const [empty, setEmpty] = useState(false);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    setEmpty(name.trim() === '');
    if (name.trim() === '') field.current?.focus();
    else saving.mutate(name.trim(), { onSuccess: onSaved });
  };
  return (
    <Sheet title={title} onClose={onClose}>
      <form noValidate className={rows.form} onSubmit={submit}>
        <TextInput
          ref={field}
          label={t('family.name')}
          description={t('family.nameHint')}
          autoComplete="off"
          maxLength={60}
          value={name}
          data-autofocus
          error={empty ? t('family.nameEmpty') : null}
          onChange={(event) => {
            setName(event.currentTarget.value);
            setEmpty(false);
          }}
        />
        {saving.error && (
          <p role="alert" className={rows.wrong}>
            <ErrorWords reason={saving.error} />
          </p>
        )}
        <SheetActions>
          <Button type="submit" loading={saving.isPending}>
            {action}
          </Button>
          <Button variant="subtle" onClick={onClose}>
            {t('action.cancel')}
          </Button>
        </SheetActions>
      </form>
    </Sheet>
  );
}
