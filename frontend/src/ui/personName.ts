/** A name that somebody signs in with is kept in small letters; it is shown as names are written. */
export function personName(name: string): string {
  if (!/^[\p{L}\p{M}' ’-]+$/u.test(name)) return name;
  return name.replace(/(^|[ -])(\p{L})/gu, (_all, before: string, letter: string) => before + letter.toLocaleUpperCase());
}
