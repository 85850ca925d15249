import { Button } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Family, Member, Reader } from '@/api/types';
import { ApiError } from '@/lib/apiFetch';
import { tokensOf, wholeNumber, wordsTyped } from '@/lib/amounts';
import { AmountField } from '@/ui/AmountField';
import { ErrorWords } from '@/ui/ErrorWords';
import { Options } from '@/ui/Options';
import { personName } from '@/ui/personName';
import rows from '@/ui/rows.module.css';
import { Sheet, SheetActions } from '@/ui/Sheet';
import { succeed } from '@/ui/toast';
import { useChangeMember } from './useFamily';
import { WhichReader } from './WhichReader';

interface ChildSheetProps {
  family: Family;
  member: Member;
  readers: readonly Reader[];
  onClose: () => void;
}

/** Which reader a child is, whether they write, and how much. */
export function ChildSheet({ family, member, readers, onClose }: ChildSheetProps) {
  const { t, i18n } = useTranslation();
  const amount = useRef<HTMLInputElement>(null);
  const name = personName(member.name);
  const [reader, setReader] = useState(member.reader_id);
  const [writes, setWrites] = useState<'yes' | 'no'>(member.may_write ? 'yes' : 'no');
  const before = member.tokens_a_day;
  const [words, setWords] = useState(wordsTyped(before, i18n.language));
  const [unclear, setUnclear] = useState(false);
  const change = useChangeMember(family);
  const tooMuch = change.error instanceof ApiError && change.error.fields.tokens_a_day !== undefined;
  const tokens = tokensOf(words, before);
  const save = () => {
    setUnclear(Number.isNaN(wholeNumber(words)));
    if (Number.isNaN(wholeNumber(words))) {
      amount.current?.focus();
      return;
    }
    const said = () => {
      succeed(t('family.changed', { name }));
      onClose();
    };
    change.mutate({ member: member.id, reader_id: reader, may_write: writes === 'yes', ...(tokens !== before && { tokens_a_day: tokens }) }, { onSuccess: said });
  };
  return (
    <Sheet title={name} onClose={onClose}>
      <div className={rows.form}>
        <WhichReader readers={readers} value={reader} onChange={setReader} />
        <Options legend={t('family.writing')} showLegend value={writes} onChange={setWrites} options={(['yes', 'no'] as const).map((value) => ({ value, label: t(`family.writes.${value}`), note: t(`family.writesWhat.${value}`) }))} />
        <AmountField
          ref={amount}
          name="words"
          label={t('family.capField')}
          description={t('family.capHint')}
          value={words}
          words={{ before }}
          error={unclear ? t('limits.wrong') : tooMuch ? t('family.capRefused') : null}
          onChange={(value) => {
            setWords(value);
            setUnclear(false);
            if (change.error) change.reset();
          }}
        />
        {change.error && !tooMuch && (
          <p role="alert" className={rows.wrong}>
            <ErrorWords reason={change.error} />
          </p>
        )}
      </div>
      <SheetActions>
        <Button loading={change.isPending} onClick={save}>
          {t('action.save')}
        </Button>
        <Button variant="subtle" onClick={onClose}>
          {t('action.cancel')}
        </Button>
      </SheetActions>
    </Sheet>
  );
}
