import 'i18next';
import type strings from './app/locales/en.json';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof strings };
  }
}
