import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import door from '@/ui/door.module.css';
import { languageName } from '@/ui/languageName';
import { LANGUAGES, speak } from './i18n';

interface DoorwayProps {
  title: string;
  text?: string;
  id?: string;
  children: ReactNode;
}

/** Before one is in: what this is, one thing to do, and the page's other languages. */
export function Doorway({ title, text, id, children }: DoorwayProps) {
  const { i18n } = useTranslation();
  const own = useId();
  return (
    <main className={door.door}>
      <div className={door.column}>
        <p className={door.name} translate="no">
          Raconteur
        </p>
        <div className={door.words}>
          <h1 id={id ?? own}>{title}</h1>
          {text !== undefined && <p>{text}</p>}
        </div>
        {children}
      </div>
      <div className={door.languages}>
        {LANGUAGES.filter((code) => code !== i18n.language).map((code) => (
          <button key={code} type="button" lang={code} onClick={() => speak(code)}>
            {languageName(code, code)}
          </button>
        ))}
      </div>
    </main>
  );
}
