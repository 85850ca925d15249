import { useTranslation } from 'react-i18next';
import type { Reader } from '@/api/types';
import { languageName } from '@/ui/languageName';
import rows from '@/ui/rows.module.css';
import styles from './readers.module.css';

interface ReaderCardProps {
  reader: Reader;
  onEdit: (reader: Reader) => void;
  onDelete: (reader: Reader) => void;
}

export function ReaderCard({ reader, onEdit, onDelete }: ReaderCardProps) {
  const { t, i18n } = useTranslation();
  const list = (items: string[]) => new Intl.ListFormat(i18n.language, { type: 'conjunction' }).format(items);
  const facts = [
    reader.age !== null && t('readers.years', { count: reader.age }),
    reader.language !== null && t('readers.readsIn', { language: languageName(reader.language, i18n.language) }),
    reader.band !== null && t(`fit.bandIn.${reader.band}`),
    reader.family && reader.mine && t('fit.shared'),
  ].filter(Boolean);
  return (
    <li className={styles.card}>
      <h2>
        {reader.name} {!reader.mine && <span className={rows.mark}>{t('fit.theirs')}</span>}
      </h2>
      {facts.length > 0 && <p className={styles.facts}>{facts.join(' · ')}</p>}
      {reader.likes.length > 0 && <p>{t('readers.likesList', { list: list(reader.likes) })}</p>}
      {reader.avoid.length > 0 && <p>{t('readers.avoidList', { list: list(reader.avoid) })}</p>}
      {reader.preview && <p>{t('fit.previewOn')}</p>}
      {reader.mine && (
        <div className={styles.verbs}>
          <button type="button" onClick={() => onEdit(reader)} aria-label={t('readers.edit', { name: reader.name })}>
            {t('action.edit')}
          </button>
          <button type="button" onClick={() => onDelete(reader)} aria-label={t('readers.delete', { name: reader.name })}>
            {t('action.delete')}
          </button>
        </div>
      )}
    </li>
  );
}
