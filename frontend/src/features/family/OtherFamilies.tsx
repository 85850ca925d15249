import { useTranslation } from 'react-i18next';
import type { Family } from '@/api/types';
import { Part } from '@/ui/Part';
import { personName } from '@/ui/personName';
import rows from '@/ui/rows.module.css';
import styles from './family.module.css';

/** Which other families there are, for those who look after the server. What they read is not theirs to see. */
export function OtherFamilies({ families }: { families: readonly Family[] }) {
  const { t, i18n } = useTranslation();
  const list = new Intl.ListFormat(i18n.language, { type: 'conjunction' });
  return (
    <div className={styles.other}>
      <Part title={t('family.others')} text={t('family.othersText')}>
        <ul className={rows.rows}>
          {families.map(({ id, name, members }) => (
            <li key={id} className={styles.member}>
              <h3 className={styles.name}>{name}</h3>
              <p className={rows.facts}>{list.format(members.map((member) => personName(member.name)))}</p>
            </li>
          ))}
        </ul>
      </Part>
    </div>
  );
}
