import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { keepPreference, preference } from '@/lib/preferences';

type Strings = typeof import('./locales/en.json');

const files = import.meta.glob<Strings>('./locales/*.json', { import: 'default' });

/** The languages of the page: one file each in ./locales, found by name. */
export const LANGUAGES: readonly string[] = Object.keys(files).map((file) => /(\w+)\.json$/.exec(file)?.[1] ?? 'en');

function chosen(): string {
  const wanted = [preference('language'), ...navigator.languages.map((tag) => tag.slice(0, 2))];
  return wanted.find((code) => code !== null && LANGUAGES.includes(code)) ?? 'en';
}

async function load(language: string): Promise<void> {
  if (i18next.hasResourceBundle(language, 'translation')) return;
  const strings = await files[`./locales/${language}.json`]?.();
  if (strings) i18next.addResourceBundle(language, 'translation', strings);
}

export async function startI18n(): Promise<void> {
  const language = chosen();
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: {},
    returnNull: false,
    interpolation: { escapeValue: false },
  });
  await switchLanguage(language);
}

/** Turns the page into another language, fetching its words first so that nothing flickers. */
export async function switchLanguage(language: string): Promise<void> {
  await load(language);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
  document.documentElement.dir = i18next.dir(language);
}

/** The same, because somebody chose it: remembered for the next visit. */
export function speak(language: string): void {
  keepPreference('language', language);
  void switchLanguage(language);
}
