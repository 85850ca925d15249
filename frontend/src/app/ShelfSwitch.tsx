import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import styles from './switch.module.css';

/** Mine, or the family's: two shelves, each with an address of its own. */
export function ShelfSwitch({ family }: { family: boolean }) {
  const { t } = useTranslation();
  return (
    <nav className={styles.switch} aria-label={t('family.shelf.switch')}>
      <Link to="/stories" className={styles.side} aria-current={family ? undefined : 'page'} data-chosen={!family || undefined} resetScroll={false}>
        {t('family.shelf.mine')}
      </Link>
      <Link to="/stories" search={{ shelf: 'family' }} className={styles.side} aria-current={family ? 'page' : undefined} data-chosen={family || undefined} resetScroll={false}>
        {t('family.shelf.family')}
      </Link>
    </nav>
  );
}
