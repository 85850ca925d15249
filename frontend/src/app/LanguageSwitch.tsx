import { useTranslation } from 'react-i18next';
import { languageName } from '@/ui/languageName';
import { LANGUAGES, speak } from './i18n';
import styles from './layout.module.css';

/** At the foot of the rail: the page's other languages, each by its own name. Small screens find them in Settings. */
export function LanguageSwitch() {
  const { i18n } = useTranslation();
  return (
    <div className={styles.languages}>
      {LANGUAGES.filter((code) => code !== i18n.language).map((code) => (
        <button key={code} type="button" lang={code} className={styles.language} onClick={() => speak(code)}>
          {languageName(code, code)}
        </button>
      ))}
    </div>
  );
}
