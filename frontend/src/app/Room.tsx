import { Link, Outlet, useLocation } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { isChild } from '@/lib/bands';
import { useKnown } from '@/lib/session';
import { FamilyIcon, ReadersIcon, SettingsIcon, ShelfIcon, WriteIcon } from '@/ui/icons';
import { LanguageSwitch } from './LanguageSwitch';
import styles from './layout.module.css';
import { OfflineLine } from './OfflineLine';

/** The room around every page: a slim rail on wide screens, a bar for the thumb on small ones. */
export function Room() {
  const { t } = useTranslation();
  const main = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const { me } = useKnown();
  const shown = useRef(pathname);
  useEffect(() => {
    // On another page the keyboard begins at its top, as it would after a full load.
    if (shown.current !== pathname) main.current?.focus({ preventScroll: true });
    shown.current = pathname;
  }, [pathname]);
  return (
    <div className={styles.room}>
      <button type="button" className={styles.skip} onClick={() => main.current?.focus()}>
        {t('nav.skip')}
      </button>
      <nav className={styles.rail} aria-label={t('nav.label')}>
        <span className={styles.name} aria-hidden="true">
          Raconteur
        </span>
        <Link to="/" className={styles.place} activeOptions={{ exact: true, includeSearch: false }}>
          <WriteIcon />
          {t('nav.write')}
        </Link>
        <Link to="/stories" className={styles.place} activeOptions={{ includeSearch: false }}>
          <ShelfIcon />
          {t('nav.shelf')}
        </Link>
        {!isChild(me) && (
          <Link to="/readers" className={styles.place}>
            <ReadersIcon />
            {t('nav.readers')}
          </Link>
        )}
        {me?.guardian === true && (
          <Link to="/family" className={styles.place}>
            <FamilyIcon />
            {t('family.nav')}
          </Link>
        )}
        <Link to="/settings" className={styles.place}>
          <SettingsIcon />
          {t('nav.settings')}
        </Link>
        <LanguageSwitch />
      </nav>
      <main ref={main} tabIndex={-1} className={styles.main}>
        <OfflineLine />
        <Outlet />
      </main>
    </div>
  );
}
