import { useMantineColorScheme } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { keepPreference, preference } from '@/lib/preferences';
import { languageName } from '@/ui/languageName';
import { Options } from '@/ui/Options';
import styles from './preferences.module.css';

const THEMES = ['auto', 'light', 'dark'] as const;
const TYPES = ['literata', 'opendyslexic'] as const;

interface PreferencesProps {
  languages: readonly string[];
  onLanguage: (language: string) => void;
}

/** How this page looks and speaks, in this browser. */
export function Preferences({ languages, onLanguage }: PreferencesProps) {
  const { t, i18n } = useTranslation();
  // Its way of stopping transitions is a <style> of its own, which our content security policy has no room for.
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  const [type, setType] = useState(() => TYPES.find((known) => known === preference('type')) ?? 'literata');
  const chooseType = (value: (typeof TYPES)[number]) => {
    setType(value);
    keepPreference('type', value);
    document.documentElement.dataset.type = value;
  };
  return (
    <div className={styles.columns}>
      <Options legend={t('settings.language')} showLegend value={i18n.language} onChange={onLanguage} options={languages.map((value) => ({ value, label: capital(languageName(value, value)), lang: value }))} />
      <Options legend={t('settings.theme')} showLegend value={colorScheme} onChange={setColorScheme} options={THEMES.map((value) => ({ value, label: t(`settings.themes.${value}`) }))} />
      <Options legend={t('settings.type')} showLegend value={type} onChange={chooseType} options={TYPES.map((value) => ({ value, label: t(`settings.types.${value}`) }))} />
    </div>
  );
}

const capital = (name: string): string => name.charAt(0).toLocaleUpperCase() + name.slice(1);
