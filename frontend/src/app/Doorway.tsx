import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import door from '@/ui/door.module.css';
import { languageName } from '@/ui/languageName';
import { LANGUAGES, speak } from './i18n';

interface DoorwayProps {
  title: string;
  text?: string;
  /** The heading's, for the dialog that it names; a dialog is no page of its own. */
  dialog?: string | undefined;
  children: ReactNode;
}

/** Before one is in: what this is, one thing to do, and the page's other languages. */
export function Doorway({ title, text, dialog, children }: DoorwayProps) {
  const { i18n } = useTranslation();
  const Frame = dialog === undefined ? 'main' : 'div';
  return (
    <Frame className={door.door}>
      <div className={door.column}>
        <p className={door.name} translate="no">
          Raconteur
        </p>
        <div className={door.words}>
          <h1 id={dialog}>{title}</h1>
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
    </Frame>
  );
}
