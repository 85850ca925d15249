import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Role } from '@/api/types';
import { ErrorWords } from '@/ui/ErrorWords';
import { Options } from '@/ui/Options';
import rows from '@/ui/rows.module.css';
import { Sheet, SheetActions } from '@/ui/Sheet';
import { LinkSheet } from '@/ui/LinkSheet';
import { ROLES } from './roles';
import { useInvite } from '@/lib/useInvitations';

/** Lets somebody in: as what, then the link to give them. */
export function InviteSheet({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [role, setRole] = useState<Role>('writer');
  const invite = useInvite();
  if (invite.data) return <LinkSheet made={invite.data} title={t('people.invited')} onClose={onClose} />;
  return (
    <Sheet title={t('people.invite')} onClose={onClose}>
      <Options legend={t('people.inviteAs')} showLegend value={role} onChange={setRole} options={ROLES.map((value) => ({ value, label: t(`people.role.${value}`), note: t(`people.roleWhat.${value}`) }))} />
      {invite.error && (
        <p role="alert" className={rows.wrong}>
          <ErrorWords reason={invite.error} />
        </p>
      )}
      <SheetActions>
        <Button loading={invite.isPending} onClick={() => invite.mutate(role)}>
          {t('people.makeLink')}
        </Button>
        <Button variant="subtle" onClick={onClose}>
          {t('action.cancel')}
        </Button>
      </SheetActions>
    </Sheet>
  );
}
