import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Part } from '@/ui/Part';
import rows from '@/ui/rows.module.css';

/** The ways to what holds for the whole server: what it may use, for those who look after it, and what leaves it. */
export function ServerWays({ mayLimit }: { mayLimit: boolean }) {
  const { t } = useTranslation();
  return (
    <>
      {mayLimit && (
        <li className={rows.row}>
          <Link to="/settings/limits" className={rows.way}>
            {t('limits.way')}
          </Link>
        </li>
      )}
      <li className={rows.row}>
        <Link to="/privacy" className={rows.way}>
          {t('privacy.way')}
        </Link>
      </li>
    </>
  );
}

/** The same where there are no accounts, below which they would stand. */
export function AboutServer() {
  const { t } = useTranslation();
  return (
    <Part title={t('settings.server')}>
      <ul className={rows.rows}>
        <ServerWays mayLimit />
      </ul>
    </Part>
  );
}
