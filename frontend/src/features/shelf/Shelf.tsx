import { useTranslation } from 'react-i18next';
import { Empty } from '@/ui/Empty';
import { LinkButton } from '@/ui/LinkButton';
import { Book } from './Book';
import styles from './shelf.module.css';
import { useShelf } from './useShelf';

export function Shelf() {
  const { t } = useTranslation();
  const { data } = useShelf(100);
  if (!data) return null;
  if (data.length === 0) {
    return (
      <Empty title={t('shelf.none')} text={t('shelf.noneText')}>
        <LinkButton to="/">{t('shelf.noneAction')}</LinkButton>
      </Empty>
    );
  }
  return (
    <ul className={styles.books}>
      {data.map((story) => (
        <li key={story.id}>
          <Book story={story} />
        </li>
      ))}
    </ul>
  );
}
