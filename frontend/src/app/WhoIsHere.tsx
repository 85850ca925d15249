import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { isChild } from '@/lib/bands';
import { useKnown } from '@/lib/session';
import { Part } from '@/ui/Part';
import { personName } from '@/ui/personName';
import rows from '@/ui/rows.module.css';
import { ServerWays } from './AboutServer';

/** Who has signed in, and the way to what is theirs to look after. */
export function WhoIsHere() {
  const { t } = useTranslation();
  const { me } = useKnown();
  if (!me) return null;
  return (
    <Part title={t('account.title')} text={t(`account.you.${me.role}`, { name: personName(me.name) })}>
      <ul className={rows.rows}>
        <li className={rows.row}>
          <Link to="/settings/account" className={rows.way}>
            {t('account.way')}
          </Link>
        </li>
        {!isChild(me) && (
          <li className={rows.row}>
            <Link to="/family" className={rows.way}>
              {me.family ? t('family.way', { family: me.family.name }) : t('family.wayNone')}
            </Link>
          </li>
        )}
        {!isChild(me) && (
          <li className={rows.row}>
            <Link to="/notes" className={rows.way}>
              {t('notes.way')}
            </Link>
          </li>
        )}
        {me.role === 'administrator' && (
          <li className={rows.row}>
            <Link to="/settings/people" className={rows.way}>
              {t('people.way')}
            </Link>
          </li>
        )}
        {!isChild(me) && <ServerWays mayLimit={me.role === 'administrator'} />}
      </ul>
    </Part>
  );
}
