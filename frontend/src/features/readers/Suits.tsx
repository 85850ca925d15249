import { useTranslation } from 'react-i18next';
import type { Band } from '@/api/types';
import { bandOf, BANDS } from '@/lib/bands';
import { Check } from '@/ui/Check';
import chips from '@/ui/chips.module.css';
import { Options } from '@/ui/Options';
import { ageOf, type ReaderFields } from './form';
import styles from './readers.module.css';

interface SuitsProps {
  fields: ReaderFields;
  change: (part: Partial<ReaderFields>) => void;
  /** Where there are accounts: a child with one may have to wait for a guardian. */
  accounts: boolean;
  /** Where there is a family to share with. */
  family: boolean;
}

/** What suits a reader: as the age says, or chosen; and who else has to do with them. */
export function Suits({ fields, change, accounts, family }: SuitsProps) {
  const { t } = useTranslation();
  const age = ageOf(fields);
  const band = fields.band ?? bandOf(age);
  const byAge = age === null ? t('fit.asAgeNone') : t('fit.asAgeNow', { band: t(`fit.band.${bandOf(age)}`) });
  return (
    <>
      <div>
        <p className={chips.legend}>{t('fit.title')}</p>
        <p>
          {fields.band === null ? t('fit.asAge') : t(`fit.band.${fields.band}`)}
          <small className={chips.note}>
            {fields.band === null && byAge} {t(`fit.bandText.${band}`)}
          </small>
        </p>
        <details className={styles.fold}>
          <summary>{t('fit.choose')}</summary>
          <Options<Band | null>
            legend={t('fit.title')}
            value={fields.band}
            onChange={(chosen) => change({ band: chosen })}
            options={[{ value: null, label: t('fit.asAge'), note: byAge }, ...BANDS.map((value) => ({ value, label: t(`fit.band.${value}`), note: t(`fit.bandText.${value}`) }))]}
          />
        </details>
      </div>
      {accounts && (
        <div className={styles.checks}>
          <Check label={t('fit.preview')} note={t('fit.previewWhat')} checked={fields.preview} onChange={(preview) => change({ preview })} />
          {family && <Check label={t('fit.share')} note={t('fit.shareWhat')} checked={fields.family} onChange={(shared) => change({ family: shared })} />}
        </div>
      )}
    </>
  );
}
