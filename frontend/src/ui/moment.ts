/** A moment as people here write it: in the page's language, by the habits of the browser's country. */
export function moment(at: string, language: string): string {
  const habits = navigator.languages.find((one) => one.split('-')[0] === language) ?? language;
  return new Intl.DateTimeFormat(habits, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(at));
}
