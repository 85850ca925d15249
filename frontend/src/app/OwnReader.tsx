import { useTranslation } from 'react-i18next';
import styles from './child.module.css';

/** For whom a child's stories are: themselves. It stands in the sentence, and is nothing to choose. */
export function OwnReader({ name }: { name: string | undefined }) {
  const { t } = useTranslation();
  if (name === undefined) return null;
  return <span className={styles.own}>{t('write.readers.for', { names: name })}</span>;
}
