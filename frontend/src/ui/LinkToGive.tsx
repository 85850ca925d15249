import { useTranslation } from 'react-i18next';
import { CopyField } from './CopyField';
import rows from './rows.module.css';

interface LinkToGiveProps {
  /** The page it opens. */
  path: string;
  code: string;
}

/** A link to take along and give to somebody, shown this once. */
export function LinkToGive({ path, code }: LinkToGiveProps) {
  const { t } = useTranslation();
  // As the page is reached from here; what stands behind the # is never sent to any server.
  const link = `${new URL(path, document.baseURI).href}#${code}`;
  return (
    <>
      {LOOPBACK.includes(location.hostname) && <p className={rows.facts}>{t('people.linkHere', { host: location.host })}</p>}
      <CopyField label={t('people.link')} value={link} />
    </>
  );
}

/** Names by which every machine means itself. */
const LOOPBACK: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];
