import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ChipMenu } from '@/ui/ChipMenu';
import chips from '@/ui/chips.module.css';
import { useReaders } from './api';
import styles from './readers.module.css';
import { ReaderSheet } from './ReaderSheet';

interface ReaderChipProps {
  chosen: readonly number[];
  onChange: (chosen: number[]) => void;
}

/** The part of the sentence that says for whom: "for Zoé and Tom". */
export function ReaderChip({ chosen, onChange }: ReaderChipProps) {
  const { t, i18n } = useTranslation();
  const { data: readers = [] } = useReaders();
  const [adding, setAdding] = useState(false);
  const names = readers.filter((reader) => chosen.includes(reader.id)).map((reader) => reader.name);
  const list = new Intl.ListFormat(i18n.language, { type: 'conjunction' }).format(names);
  const value = names.length === 0 ? t('write.readers.forAnyone') : t('write.readers.for', { names: list });
  const toggle = (id: number) => onChange(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]);

  return (
    <>
      <ChipMenu label={t('write.readers.label')} value={value}>
        {(close) => (
          <fieldset className={chips.options}>
            <legend className="hidden-but-read">{t('write.readers.label')}</legend>
            {readers.length === 0 && <p className={styles.nobody}>{t('write.readers.none')}</p>}
            {readers.map((reader) => (
              <label key={reader.id} className={chips.option}>
                <input type="checkbox" checked={chosen.includes(reader.id)} onChange={() => toggle(reader.id)} />
                <span>
                  {reader.name}
                  {reader.age !== null && <small className={chips.note}>{t('readers.years', { count: reader.age })}</small>}
                </span>
              </label>
            ))}
            <button
              type="button"
              className={styles.add}
              onClick={() => {
                close();
                setAdding(true);
              }}
            >
              {t('write.readers.add')}
            </button>
          </fieldset>
        )}
      </ChipMenu>
      {adding && <ReaderSheet reader={null} onClose={() => setAdding(false)} onAdded={(reader) => onChange([...chosen, reader.id])} />}
    </>
  );
}
