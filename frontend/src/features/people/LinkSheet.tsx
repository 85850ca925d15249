import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { InvitationMade } from '@/api/types';
import { CopyField } from '@/ui/CopyField';
import { moment } from '@/ui/moment';
import rows from '@/ui/rows.module.css';
import { Sheet, SheetActions } from '@/ui/Sheet';

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
        {LOOPBACK.includes(location.hostname) && <p className={rows.facts}>{t('people.linkHere', { host: location.host })}</p>}
        <CopyField label={t('people.link')} value={linkOf(made.code)} />
      </div>
      <SheetActions>
        <Button onClick={onClose}>{t('account.key.done')}</Button>
      </SheetActions>
    </Sheet>
  );
}

/** Names by which every machine means itself. */
const LOOPBACK: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

/** As the page is reached from here; what stands behind the # is never sent to any server. */
const linkOf = (code: string): string => `${new URL('welcome', document.baseURI).href}#${code}`;
