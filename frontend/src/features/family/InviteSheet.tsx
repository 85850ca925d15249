import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Reader } from '@/api/types';
import { ErrorWords } from '@/ui/ErrorWords';
import { LinkSheet } from '@/ui/LinkSheet';
import { Options } from '@/ui/Options';
import rows from '@/ui/rows.module.css';
import { Sheet, SheetActions } from '@/ui/Sheet';
import { useInviteHere } from './useFamily';
import { WhichReader } from './WhichReader';

interface InviteSheetProps {
  child: boolean;
  readers: readonly Reader[];
  onClose: () => void;
}

/** Lets an adult or a child into the family: as what, then the link to give them, this once. */
export function InviteSheet({ child, readers, onClose }: InviteSheetProps) {
  const { t } = useTranslation();
  const [part, setPart] = useState<'adult' | 'guardian'>('adult');
  const [reader, setReader] = useState<number | null>(null);
  const invite = useInviteHere();
  if (invite.data) return <LinkSheet made={invite.data} title={t('people.invited')} onClose={onClose} />;
  const make = () => invite.mutate(child ? { role: 'reader', reader_id: reader } : { role: 'writer', guardian: part === 'guardian' });
  return (
    <Sheet title={t(child ? 'family.inviteChild' : 'family.inviteAdult')} onClose={onClose}>
      <div className={rows.form}>
        <p>{t(child ? 'family.inviteChildText' : 'family.inviteAdultText')}</p>
        {child ? (
          <WhichReader readers={readers} value={reader} onChange={setReader} />
        ) : (
          <Options legend={t('people.inviteAs')} showLegend value={part} onChange={setPart} options={(['adult', 'guardian'] as const).map((value) => ({ value, label: t(`family.part.${value}`), note: t(`family.partWhat.${value}`) }))} />
        )}
        {invite.error && (
          <p role="alert" className={rows.wrong}>
            <ErrorWords reason={invite.error} />
          </p>
        )}
      </div>
      <SheetActions>
        <Button loading={invite.isPending} onClick={make}>
          {t('people.makeLink')}
        </Button>
        <Button variant="subtle" onClick={onClose}>
          {t('action.cancel')}
        </Button>
      </SheetActions>
    </Sheet>
  );
}
