import { useTranslation } from 'react-i18next';
import styles from './held.module.css';

/** In the place of a passage that a child does not see yet. It comes by itself; nothing turns meanwhile. */
export function Held({ writing }: { writing: boolean }) {
  const { t } = useTranslation();
  return (
    <div className={styles.held} role="status">
      <svg className={styles.lamp} viewBox="0 0 64 72" fill="none" stroke="currentColor" strokeWidth={1.5} strokeLinecap="round" strokeLinejoin="round" aria-hidden="true" focusable="false">
        <path className={styles.glow} d="M22 44c0-9 4-15 10-22 6 7 10 13 10 22a10 10 0 0 1-20 0z" stroke="none" />
        <path d="M24 8h16M26 8c0-8 12-8 12 0M18 16h28l-4-8H22zM19 16l-3 38h32l-3-38M14 54h36v8H14zM18 62l-2 6m32-6 2 6" />
        <path d="M32 28c4 5 6 8 6 12a6 6 0 0 1-12 0c0-4 2-7 6-12z" />
      </svg>
      <p>{t(writing ? 'held.childWriting' : 'held.child')}</p>
    </div>
  );
}
