import { useTranslation } from 'react-i18next';
import styles from './field.module.css';

/** Says kindly that there is a pause, once for those who listen; the seconds run for those who look. */
export function WaitWords({ left }: { left: number }) {
  const { t } = useTranslation();
  if (left <= 0) return null;
  const words = left > 90 ? t('door.waitMinutes', { count: Math.ceil(left / 60) }) : t('door.waitSeconds', { count: left });
  return (
    <div className={styles.wait}>
      <p role="alert">{t('door.wait')}</p>
      <p aria-hidden="true">{words}</p>
    </div>
  );
}
