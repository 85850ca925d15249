import { useTranslation } from 'react-i18next';
import type { Connection } from '@/api/types';
import rows from '@/ui/rows.module.css';
import { ModelTry } from '../ModelTry';
import { useModels } from '../useModels';
import styles from './connections.module.css';

interface ConnectionRowProps {
  connection: Connection;
  /** Whether who looks may share, and so wants to know what is shared. */
  others: boolean;
  onChange: () => void;
  onRemove: () => void;
}

/** One connected model: where it is, whether its key is kept, and a sentence of its own to try it. */
export function ConnectionRow({ connection, others, onChange, onRemove }: ConnectionRowProps) {
  const { t } = useTranslation();
  const { id, label, url, name, has_key, shared, mine } = connection;
  const model = { id: `own:${id}`, crafts: {}, ...useModels().data?.find((one) => one.id === `own:${id}`) };
  const facts = [name, has_key ? t('connections.keyKept') : t('connections.keyNone')].filter((one) => one !== '');
  return (
    <li className={styles.row}>
      <div>
        <h3 className={styles.label}>
          {label} {shared && <span className={rows.mark}>{t(mine ? 'connections.shared' : 'connections.sharedByOthers')}</span>}
          {!shared && others && <span className={rows.mark}>{t('connections.own')}</span>}
        </h3>
        <p className={rows.facts}>{url}</p>
        <p className={rows.facts}>{facts.join(' · ')}</p>
      </div>
      <div className={styles.verbs}>
        <ModelTry model={model} named={label} />
        {mine && (
          <>
            <button type="button" className={rows.verb} onClick={onChange} aria-label={`${t('connections.change')}: ${label}`}>
              {t('connections.change')}
            </button>
            <button type="button" className={rows.verb} onClick={onRemove} aria-label={`${t('connections.remove')}: ${label}`}>
              {t('connections.remove')}
            </button>
          </>
        )}
      </div>
    </li>
  );
}
