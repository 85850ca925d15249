import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Outbound, Privacy } from '@/api/types';
import { Failed } from '@/ui/Failed';
import page from '@/ui/page.module.css';
import { Part } from '@/ui/Part';
import rows from '@/ui/rows.module.css';
import styles from './privacy.module.css';
import { usePrivacy } from './usePrivacy';

/** What leaves this machine, to whom and when; how long things are kept; and that nobody counts. */
export function Leaves() {
  const { t } = useTranslation();
  const privacy = usePrivacy();
  if (!privacy.data) return privacy.error ? <Failed reason={privacy.error} onAgain={() => void privacy.refetch()} /> : <Skeleton height="20rem" />;
  const { outbound, retention, telemetry } = privacy.data;
  return (
    <div className={page.parts}>
      {outbound.length === 0 ? (
        <div className={styles.nothing}>
          <p>{t('privacy.nothing')}</p>
          <p className={rows.none}>{t('privacy.nothingText')}</p>
        </div>
      ) : (
        <>
          <To title={t('privacy.server')} text={t('privacy.serverText')} outbound={outbound.filter(({ yours }) => !yours)} />
          <To title={t('privacy.yours')} text={t('privacy.yoursText')} outbound={outbound.filter(({ yours }) => yours)} />
        </>
      )}
      <Part title={t('privacy.kept')}>
        <Kept retention={retention} />
      </Part>
      {!telemetry && (
        <Part title={t('privacy.counting')}>
          <p>{t('privacy.noCounting')}</p>
        </Part>
      )}
    </div>
  );
}

interface ToProps {
  title: string;
  text: string;
  outbound: readonly Outbound[];
}

/** Those who are told something, under the hand that connected them. */
function To({ title, text, outbound }: ToProps) {
  if (outbound.length === 0) return null;
  return (
    <Part title={title} text={text}>
      <ul className={rows.rows}>
        {outbound.map(({ to, what, when }) => (
          <li key={`${to} ${what}`} className={styles.row}>
            <p className={rows.title}>{to}</p>
            <p>
              <Said about="what" code={what} /> <Said about="when" code={when} />
            </p>
          </li>
        ))}
      </ul>
    </Part>
  );
}

const KNOWN = {
  what: ['story', 'judgement', 'mail', 'sign-in', 'weights', 'library', 'logs'],
  when: ['writing', 'judging', 'forgotten', 'signing-in', 'starting', 'always'],
} as const;

/** A sentence for what the server names by a word; its own English for what this page does not know yet. */
function Said({ about, code }: { about: 'what' | 'when'; code: string }) {
  const { t } = useTranslation();
  const what = about === 'what' ? KNOWN.what.find((one) => one === code) : undefined;
  const when = about === 'when' ? KNOWN.when.find((one) => one === code) : undefined;
  if (what) return t(`privacy.what.${what}`);
  if (when) return t(`privacy.when.${when}`);
  return <span lang="en">{code}</span>;
}

/** How long things are kept before they are removed for good. */
function Kept({ retention }: { retention: Privacy['retention'] }) {
  const { t } = useTranslation();
  const { trash_days: trash, audit_days: audit, notes_days: notes } = retention;
  return (
    <ul className={styles.kept}>
      <li>{trash === null ? t('privacy.trashKept') : t('privacy.trash', { count: trash })}</li>
      <li>{audit === null ? t('privacy.auditKept') : t('privacy.audit', { count: audit })}</li>
      <li>{notes === null ? t('privacy.notesKept') : t('privacy.notes', { count: notes })}</li>
    </ul>
  );
}
