import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { InvitationMade } from '@/api/types';
import { LinkToGive } from './LinkToGive';
import { moment } from './moment';
import rows from './rows.module.css';
import { Sheet, SheetActions } from './Sheet';

interface LinkSheetProps {
  made: InvitationMade;
  title: string;
  onClose: () => void;
}

/** A link that lets one person in, shown this once. */
export function LinkSheet({ made, title, onClose }: LinkSheetProps) {
  const { t, i18n } = useTranslation();
  return (
    <Sheet title={title} onClose={onClose}>
      <div className={rows.form}>
        <p>{t('people.linkText', { when: moment(made.expires_at, i18n.language) })}</p>
        <LinkToGive path="welcome" code={made.code} />
      </div>
      <SheetActions>
        <Button onClick={onClose}>{t('account.key.done')}</Button>
      </SheetActions>
    </Sheet>
  );
}
