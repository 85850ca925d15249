/** A moment as people here write it: in the page's language, by the habits of the browser's country. */
export function moment(at: string, language: string): string {
  return new Intl.DateTimeFormat(tagOf(language), { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(at));
}

/** The page's language with the browser's country, where the two go together. */
export const tagOf = (language: string): string => navigator.languages.find((one) => one.split('-')[0] === language) ?? language;
