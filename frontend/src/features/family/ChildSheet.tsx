import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Family, Member, Reader } from '@/api/types';
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

/** Which reader a child is, and whether they write. */
export function ChildSheet({ family, member, readers, onClose }: ChildSheetProps) {
  const { t } = useTranslation();
  const name = personName(member.name);
  const [reader, setReader] = useState(member.reader_id);
  const [writes, setWrites] = useState<'yes' | 'no'>(member.may_write ? 'yes' : 'no');
  const change = useChangeMember(family);
  const save = () => {
    const said = () => {
      succeed(t('family.changed', { name }));
      onClose();
    };
    change.mutate({ member: member.id, reader_id: reader, may_write: writes === 'yes' }, { onSuccess: said });
  };
  return (
    <Sheet title={name} onClose={onClose}>
      <div className={rows.form}>
        <WhichReader readers={readers} value={reader} onChange={setReader} />
        <Options legend={t('family.writing')} showLegend value={writes} onChange={setWrites} options={(['yes', 'no'] as const).map((value) => ({ value, label: t(`family.writes.${value}`), note: t(`family.writesWhat.${value}`) }))} />
        {change.error && (
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
